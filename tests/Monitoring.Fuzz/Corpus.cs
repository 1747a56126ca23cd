using System.Text;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Fuzz;

/// <summary>The seeds that lie in the repository: golden vectors, made from the rules, and certificates of released versions.</summary>
public static class Corpus
{
    public static IReadOnlyList<byte[]> Frames { get; } =
        [.. Files("firmware-contracts/vectors/hj212", "frame.txt").SelectMany(File.ReadAllLines).Where(l => l.Length > 0).Select(l => Hj212Escapes.Unescape(Encoding.UTF8.GetBytes(l)))];

    public static IReadOnlyList<byte[]> Packets { get; } =
        [.. Files("firmware-contracts/vectors/mqtt", "packet.hex").Select(f => Convert.FromHexString(File.ReadAllText(f).Replace(" ", "", StringComparison.Ordinal).Trim()))];

    public static IReadOnlyList<byte[]> Certificates { get; } =
        [.. Files("tests/Monitoring.Compliance.Tests/vectors/certificates", "*.json").Select(f => Encoding.UTF8.GetBytes(File.ReadAllText(f).TrimEnd()))];

    /// <summary>Each case of the files of cases as a file of its own.</summary>
    public static IReadOnlyList<byte[]> AssessCases { get; } =
    [
        .. Files("tests/Monitoring.Silo.Tests/vectors", "assess*.csv").Select(File.ReadAllLines)
            .SelectMany(lines => lines.Skip(1).Select(line => Encoding.UTF8.GetBytes($"{lines[0]}\n{line}\n"))),
    ];

    /// <summary>Files of <c>tests/Monitoring.Fuzz/corpus</c>.</summary>
    public static IReadOnlyList<byte[]> Of(string folder) => [.. Files($"tests/Monitoring.Fuzz/corpus/{folder}", "*").Select(File.ReadAllBytes)];

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.GetFiles(Path.Combine(SharedMaterial.RepositoryRoot, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal);
}
