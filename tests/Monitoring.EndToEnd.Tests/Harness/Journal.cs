using System.Collections.Concurrent;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>What one sender sent and what was acknowledged to it, kept outside the processes that are killed.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<DateTime, string> acknowledged = new();

    public ConcurrentDictionary<DateTime, string> Sent { get; } = new();

    public IReadOnlyDictionary<DateTime, string> Acknowledged => acknowledged;

    public int Outstanding => Sent.Count - acknowledged.Count;

    public void Send(DateTime sampledAt, string value) => Sent[sampledAt] = value;

    public void Acknowledge(DateTime sampledAt) => acknowledged[sampledAt] = Sent[sampledAt];
}
