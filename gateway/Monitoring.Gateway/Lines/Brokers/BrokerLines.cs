using System.Collections.Concurrent;

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>A broker at one moment.</summary>
/// <param name="Url">Which.</param>
/// <param name="IsOpen">False while it is absent or refuses; it is tried again.</param>
/// <param name="Since">Since when it is so.</param>
/// <param name="Fault">Why it is not open; null while it is.</param>
public sealed record BrokerLineStatus(string Url, bool IsOpen, DateTimeOffset Since, string? Fault);

/// <summary>The brokers of this gateway as an operator sees them.</summary>
public sealed class BrokerLines
{
    private readonly ConcurrentDictionary<string, BrokerLineStatus> lines = new(StringComparer.Ordinal);

    public IReadOnlyCollection<BrokerLineStatus> All => [.. lines.Values.OrderBy(l => l.Url, StringComparer.Ordinal)];

    /// <summary>Records the state of a broker.</summary>
    /// <returns>True when it changed; the time of an unchanged state stays.</returns>
    internal bool Set(BrokerLineStatus now)
    {
        var isSame = lines.TryGetValue(now.Url, out var before) && before.IsOpen == now.IsOpen && string.Equals(before.Fault, now.Fault, StringComparison.Ordinal);
        if (!isSame)
        {
            lines[now.Url] = now;
        }

        return !isSame;
    }
}
