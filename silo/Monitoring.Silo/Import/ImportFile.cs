using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Silo.Import;

/// <summary>A file to import, read whole: its content gives it the identity under which its rows are stored.</summary>
/// <param name="GatewayId">Made of kind and content, so that the same file is the same sender.</param>
/// <param name="Lines">Every line after the header.</param>
internal sealed record ImportFile(string GatewayId, IReadOnlyList<ImportLine> Lines)
{
    private const int HashDigits = 16;

    /// <exception cref="FormatException">The file does not have the columns of the kind.</exception>
    public static ImportFile Read(string kind, byte[] content, DateTimeOffset now)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..HashDigits];
        using var reader = new StreamReader(new MemoryStream(content), Encoding.UTF8);
        return new ImportFile($"import-{kind}-{hash}", [.. ImportKind.Read(kind, reader, now)]);
    }
}
