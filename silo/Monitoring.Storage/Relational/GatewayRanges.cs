using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Runs of received sequence numbers, kept merged: a gateway without gaps is one row.</summary>
internal static class GatewayRanges
{
    public static void Add(ISession session, long gateway, SequenceRange range)
    {
        session.Serialize($"gateway {gateway}");
        var (first, last) = (range.First, range.Last);
        using (var touching = session.Prepare("SELECT min(first), max(last) FROM gateway_ranges WHERE gateway = ? AND first <= ? AND last >= ?")
            .Bind(gateway).Bind(last + 1).Bind(first - 1))
        {
            if (touching.Step() && !touching.IsNull(0))
            {
                first = Math.Min(first, touching.Int64(0));
                last = Math.Max(last, touching.Int64(1));
            }
        }

        session.Prepare("DELETE FROM gateway_ranges WHERE gateway = ? AND first >= ? AND last <= ?").Bind(gateway).Bind(first).Bind(last).Run();
        session.Prepare("INSERT INTO gateway_ranges (gateway, first, last) VALUES (?, ?, ?)").Bind(gateway).Bind(first).Bind(last).Run();
    }

    public static List<GatewayProgress> Read(ISession session)
    {
        var runs = new List<(string Gateway, SequenceRange Range)>();
        using (var rows = session.Prepare("SELECT g.id, r.first, r.last FROM gateway_ranges r JOIN gateways g ON g.no = r.gateway ORDER BY g.id, r.first"))
        {
            while (rows.Step())
            {
                runs.Add((rows.Text(0), new SequenceRange(rows.Int64(1), rows.Int64(2))));
            }
        }

        return [.. runs.GroupBy(r => r.Gateway, r => r.Range).Select(g => new GatewayProgress(g.Key, g.Last().Last, Gaps([.. g])))];
    }

    private static List<SequenceRange> Gaps(List<SequenceRange> runs)
    {
        var gaps = new List<SequenceRange>();
        var next = 1L;
        foreach (var run in runs)
        {
            if (run.First > next)
            {
                gaps.Add(new SequenceRange(next, run.First - 1));
            }

            next = run.Last + 1;
        }

        return gaps;
    }
}
