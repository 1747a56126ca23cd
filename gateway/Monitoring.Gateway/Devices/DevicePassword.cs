using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Gateway.Devices;

/// <summary>Compares a presented password with the registered one in a time that tells nothing of either.</summary>
internal readonly struct DevicePassword
{
    private readonly byte[] digest;

    public DevicePassword(string password) => digest = Digest(password);

    // Digests, because a comparison of the texts themselves would tell their lengths.
    public bool Is(string presented) => CryptographicOperations.FixedTimeEquals(Digest(presented), digest);

    private static byte[] Digest(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));
}
