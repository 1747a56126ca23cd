using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>The hours of a range that must stay, by station: of certificates that somebody has seen, of the newest values and verdicts, and all since an open alert began.</summary>
internal sealed class NeededHours
{
    private const long HourMs = 3_600_000;

    // Before an alert there are the values that it began with.
    private static readonly TimeSpan BeforeAnAlert = TimeSpan.FromDays(1);

    private readonly Dictionary<long, SortedSet<long>> hours = [];
    private readonly Dictionary<long, DateTimeOffset> alertsSince = [];

    private NeededHours(TimeRange range) => Range = range;

    public TimeRange Range { get; }

    /// <param name="reach">What a verdict of the first hours after the range needs of it.</param>
    public static NeededHours Of(ISession session, IReadOnlyList<long> stations, TimeRange range, TimeSpan reach)
    {
        var needed = new NeededHours(range);
        var (from, to) = (range.From, range.To + reach);
        needed.Add(session.Prepare($"SELECT DISTINCT station, at / {HourMs} FROM certificate_ids WHERE at >= ? AND at < ?").Bind(from).Bind(to));
        needed.Add(session.Prepare($"SELECT DISTINCT station, newest / {HourMs} FROM series WHERE newest >= ? AND newest < ?").Bind(from).Bind(to));
        needed.Add(session.Prepare($"SELECT DISTINCT station, high_water / {HourMs} FROM series WHERE high_water >= ? AND high_water < ?").Bind(from).Bind(to));
        foreach (var station in stations)
        {
            foreach (var kind in Enum.GetValues<VerdictKind>())
            {
                needed.Add(session.Prepare(
                    $"SELECT station, at / {HourMs} FROM verdicts WHERE station = ? AND kind = ? AND at = (SELECT max(at) FROM verdicts WHERE station = ? AND kind = ?)")
                    .Bind(station).Bind((int)kind).Bind(station).Bind((int)kind));
            }
        }

        using var open = session.Prepare("SELECT station, min(started_at) FROM alerts WHERE resolved_at IS NULL GROUP BY station");
        while (open.Step())
        {
            needed.alertsSince[open.Int64(0)] = open.Instant(1) - BeforeAnAlert;
        }

        return needed;
    }

    /// <summary>What stays of a station when each needed hour is kept together with the time before it that its verdicts look back to.</summary>
    public List<TimeRange> Kept(long station, TimeSpan reach)
    {
        var kept = new List<TimeRange>();
        foreach (var hour in hours.GetValueOrDefault(station) ?? [])
        {
            var range = Within(DateTimeOffset.FromUnixTimeMilliseconds(hour * HourMs) - reach, DateTimeOffset.FromUnixTimeMilliseconds((hour + 1) * HourMs));
            if (range.From >= range.To)
            {
                continue;
            }

            if (kept is [.., var last] && range.From <= last.To)
            {
                kept[^1] = last with { To = range.To };
            }
            else
            {
                kept.Add(range);
            }
        }

        if (alertsSince.TryGetValue(station, out var since) && since < Range.To)
        {
            kept.RemoveAll(r => r.From >= since);
            kept.Add(Within(since, Range.To));
        }

        return kept;
    }

    /// <summary>The rest of the range, in pieces of a Beijing day at most.</summary>
    public IEnumerable<TimeRange> Gaps(long station, TimeSpan reach)
    {
        var from = Range.From;
        foreach (var kept in Kept(station, reach).Append(new TimeRange(Range.To, Range.To)))
        {
            while (from < kept.From)
            {
                var midnight = ChinaTime.StartOf(ChinaTime.DayOf(from).AddDays(1));
                var to = midnight < kept.From ? midnight : kept.From;
                yield return new TimeRange(from, to);
                from = to;
            }

            from = kept.To > from ? kept.To : from;
        }
    }

    private TimeRange Within(DateTimeOffset from, DateTimeOffset to) => new(from > Range.From ? from : Range.From, to < Range.To ? to : Range.To);

    private void Add(IStatement statement)
    {
        using var rows = statement;
        while (rows.Step())
        {
            if (!hours.TryGetValue(rows.Int64(0), out var ofStation))
            {
                hours.Add(rows.Int64(0), ofStation = []);
            }

            ofStation.Add(rows.Int64(1));
        }
    }
}
