using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Http;

/// <summary>
/// The secret between a silo and the APIs beside it: a file of the data folder that only its owner can read. Whoever may
/// read the store's folder may speak to the silo as an API does.
/// </summary>
public sealed class SiloKey(string dataFolder)
{
    private const string FileName = "silo-key";
    private const int Bytes = 32;

    private readonly string path = Path.Combine(dataFolder, FileName);

    /// <summary>Makes it where there is none.</summary>
    public static SiloKey MadeIn(DataFolder folder)
    {
        if (!File.Exists(folder[FileName]))
        {
            folder.Write(FileName, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes)) + "\n", isSecret: true);
        }

        return new SiloKey(folder.Path);
    }

    /// <summary>Read anew each time: whoever replaces the file replaces the key. Null while no silo has made it.</summary>
    public string? Read() => File.Exists(path) ? File.ReadAllText(path).Trim() : null;

    /// <summary>Takes as long for a wrong key as for the right one.</summary>
    public bool Is(string presented) =>
        Read() is { Length: > 0 } key && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(presented));
}
