using System.Collections.Concurrent;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>A serial line at one moment.</summary>
/// <param name="Path">The device file.</param>
/// <param name="IsOpen">False while it is absent, refused or unplugged; it is tried again.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Fault">Why it is not open; null while it is.</param>
public sealed record SerialLineStatus(string Path, bool IsOpen, DateTimeOffset Since, string? Fault);

/// <summary>The serial lines of this gateway as an operator sees them.</summary>
public sealed class SerialLines
{
    private readonly ConcurrentDictionary<string, SerialLineStatus> lines = new(StringComparer.Ordinal);

    public IReadOnlyCollection<SerialLineStatus> All => [.. lines.Values.OrderBy(l => l.Path, StringComparer.Ordinal)];

    /// <summary>Records the state of a line.</summary>
    /// <returns>True when it changed; the time of an unchanged state stays.</returns>
    internal bool Set(SerialLineStatus now)
    {
        var isSame = lines.TryGetValue(now.Path, out var before) && before.IsOpen == now.IsOpen && string.Equals(before.Fault, now.Fault, StringComparison.Ordinal);
        if (!isSame)
        {
            lines[now.Path] = now;
        }

        return !isSame;
    }
}
