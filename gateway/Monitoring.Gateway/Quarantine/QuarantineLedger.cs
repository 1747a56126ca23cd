using System.Net;

namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// Decides what is kept: a few messages per reason and device, and when all is full the sender that holds the most gives up
/// its oldest. So a flood costs its own sender's evidence, never another's. In memory; rebuilt from the file at the start.
/// </summary>
internal sealed class QuarantineLedger(QuarantineOptions options)
{
    private readonly Dictionary<long, KeptMessage> messages = [];
    private readonly Dictionary<(string Reason, string Who), SortedSet<long>> groups = [];
    private readonly Dictionary<string, SortedSet<long>> senders = new(StringComparer.Ordinal);

    public long Bytes { get; private set; }

    public int Count => messages.Count;

    /// <summary>
    /// Whether another message is kept; <paramref name="evicted"/> are the messages that make room for it. A full group takes a fresh
    /// message only when its newest is old.
    /// </summary>
    public bool Admits(string reason, string? mn, string peer, int size, long atMs, out List<KeptMessage> evicted)
    {
        evicted = [];
        if (groups.TryGetValue(GroupOf(reason, mn, peer), out var group) && group.Count >= options.MaxPerDeviceAndReason)
        {
            // A clock that was set back is as far from the newest as one that went on.
            if (Math.Abs(atMs - messages[group.Max].AtMs) < options.RefreshAfter.TotalMilliseconds)
            {
                return false;
            }

            evicted.Add(Remove(group.Min));
        }

        while (messages.Count > 0 && (messages.Count >= options.MaxRows || Bytes + size > options.MaxBytes))
        {
            evicted.Add(Remove(senders.Values.MaxBy(ids => ids.Count)!.Min));
        }

        return true;
    }

    public void Keep(long id, string reason, string? mn, string peer, int size, long atMs)
    {
        var kept = new KeptMessage(id, GroupOf(reason, mn, peer), SenderOf(peer), size, atMs);
        messages.Add(id, kept);
        Add(groups, kept.Group, id);
        Add(senders, kept.Sender, id);
        Bytes += size;
    }

    private static (string Reason, string Who) GroupOf(string reason, string? mn, string peer) => (reason, mn ?? SenderOf(peer));

    // A new connection has a new port, and what follows a blank is the client id, which the peer chooses: still the same sender.
    private static string SenderOf(string peer)
    {
        var blank = peer.IndexOf(' ', StringComparison.Ordinal);
        return IPEndPoint.TryParse(blank < 0 ? peer : peer.AsSpan(0, blank), out var end) ? end.Address.ToString() : peer;
    }

    private static void Add<TKey>(Dictionary<TKey, SortedSet<long>> sets, TKey key, long id)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var ids))
        {
            sets[key] = ids = [];
        }

        ids.Add(id);
    }

    private static void Remove<TKey>(Dictionary<TKey, SortedSet<long>> sets, TKey key, long id)
        where TKey : notnull
    {
        var ids = sets[key];
        ids.Remove(id);
        if (ids.Count == 0)
        {
            sets.Remove(key);
        }
    }

    private KeptMessage Remove(long id)
    {
        messages.Remove(id, out var kept);
        Remove(groups, kept!.Group, id);
        Remove(senders, kept.Sender, id);
        Bytes -= kept.Size;
        return kept;
    }
}

/// <summary>What the ledger remembers of a message in the file.</summary>
internal sealed record KeptMessage(long Id, (string Reason, string Who) Group, string Sender, int Size, long AtMs);
