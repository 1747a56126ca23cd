using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Verdicts from their rows.</summary>
internal static class VerdictRows
{
    public const string Columns = "v.kind, v.at, v.water_body, v.city_code, v.verdict, v.certificate, v.engine, v.rule_set";

    public static StoredVerdict Read(IStatement row, StationId station)
    {
        var (water, air) = VerdictJson.Read((VerdictKind)row.Int32(0), row.Text(4));
        return new StoredVerdict(
            station, (VerdictKind)row.Int32(0), row.Instant(1), water, air, (WaterBody)row.Int32(2), row.TextOrNull(3), row.Text(5))
        {
            Engine = row.Text(6),
            RuleSet = row.Text(7),
        };
    }

    /// <summary>The verdict to show, with the start of its run when it has no class.</summary>
    public static StoredVerdict? Latest(ISession session, long stationNo, StationId station, DateTimeOffset now)
    {
        var latest = Newest(session, stationNo, station, now + ClockLead.Tolerance) ?? Newest(session, stationNo, station, DateTimeOffset.MaxValue);
        return latest is { Reason: not null } ? latest with { Since = Since(session, stationNo, latest) } : latest;
    }

    private static StoredVerdict? Newest(ISession session, long stationNo, StationId station, DateTimeOffset atMost)
    {
        StoredVerdict? newest = null;
        foreach (var kind in Enum.GetValues<VerdictKind>())
        {
            using var row = session.Prepare($"SELECT {Columns} FROM verdicts v WHERE v.station = ? AND v.kind = ? AND v.at <= ? ORDER BY v.at DESC LIMIT 1")
                .Bind(stationNo).Bind((int)kind).Bind(atMost);
            if (row.Step() && !(row.Instant(1) < newest?.At))
            {
                newest = Read(row, station);
            }
        }

        return newest;
    }

    // Derived, not stored: a late value may split a run or join two.
    private static DateTimeOffset Since(ISession session, long stationNo, StoredVerdict latest)
    {
        using var row = session.Prepare(
            """
            SELECT min(at) FROM verdicts WHERE station = ? AND kind = ? AND at <= ? AND at > coalesce(
              (SELECT at FROM verdicts WHERE station = ? AND kind = ? AND at < ? AND reason IS DISTINCT FROM ? ORDER BY at DESC LIMIT 1), -1)
            """)
            .Bind(stationNo).Bind((int)latest.Kind).Bind(latest.At)
            .Bind(stationNo).Bind((int)latest.Kind).Bind(latest.At).Bind(latest.Reason);
        row.Step();
        return row.Instant(0);
    }
}
