using System.Collections.Concurrent;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>What one sender sent and what was acknowledged to it, kept outside the processes that are killed.</summary>
public sealed class Journal
{
    private readonly ConcurrentDictionary<DateTime, string> sent = new();
    private readonly ConcurrentDictionary<DateTime, string> acknowledged = new();

    public IReadOnlyDictionary<DateTime, string> Sent => sent;

    public IReadOnlyDictionary<DateTime, string> Acknowledged => acknowledged;

    public int Outstanding => sent.Count - acknowledged.Count;

    public void Send(DateTime sampledAt, string value) => sent[sampledAt] = value;

    public void Acknowledge(DateTime sampledAt) => acknowledged[sampledAt] = sent[sampledAt];
}
