using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

internal sealed class Retention(IReaders readers, GroupCommitter committer, bool hasMonths) : IRetention
{
    // What this process has gone through already: kept rows stay, and need not be looked at every day.
    private DateTimeOffset rawDone = DateTimeOffset.MinValue;
    private DateTimeOffset hoursDone = DateTimeOffset.MinValue;

    public async Task<Forgotten> ForgetRaw(DateTimeOffset before, TimeSpan reach, CancellationToken cancellationToken)
    {
        before = hasMonths ? MonthOf(before) : before;
        var gone = Forgotten.Nothing;
        foreach (var month in await Months("readings", "", rawDone, before, cancellationToken))
        {
            var (stations, needed) = await Needed(month, reach, cancellationToken);
            foreach (var station in stations)
            {
                gone += await ForgetStation(station, needed, reach, cancellationToken);
            }

            if (hasMonths)
            {
                gone += new Forgotten(await Replace(stations, needed, reach, cancellationToken), 0, 0);
            }

            rawDone = MonthOf(month.To);
        }

        return gone;
    }

    public async Task<Forgotten> ForgetHours(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var gone = 0L;
        foreach (var month in await Months("aggregates", $"AND r.resolution = {(int)AggregateResolution.Hour}", hoursDone, before, cancellationToken))
        {
            var (stations, needed) = await Needed(month, TimeSpan.Zero, cancellationToken);
            foreach (var station in stations)
            {
                foreach (var gap in needed.Gaps(station, TimeSpan.Zero))
                {
                    gone += await Delete($"FROM aggregates WHERE station = ? AND resolution = {(int)AggregateResolution.Hour} AND start >= ? AND start < ?", station, gap, cancellationToken);
                }
            }

            hoursDone = MonthOf(month.To);
        }

        return new Forgotten(0, 0, gone);
    }

    private static DateTimeOffset MonthOf(DateTimeOffset time)
    {
        var day = ChinaTime.DayOf(time);
        return ChinaTime.StartOf(new DateOnly(day.Year, day.Month, 1));
    }

    // A verdict goes before its inputs do: nobody finds one that can no longer be proven.
    private async Task<Forgotten> ForgetStation(long station, NeededHours needed, TimeSpan reach, CancellationToken cancellationToken)
    {
        var (readings, verdicts) = (0L, 0L);
        foreach (var gap in needed.Gaps(station, TimeSpan.Zero))
        {
            foreach (var kind in Enum.GetValues<VerdictKind>())
            {
                verdicts += await Delete($"FROM verdicts WHERE station = ? AND kind = {(int)kind} AND at >= ? AND at < ?", station, gap, cancellationToken);
            }
        }

        foreach (var gap in needed.Gaps(station, reach))
        {
            readings += await Delete("FROM corrections WHERE station = ? AND start >= ? AND start < ?", station, gap, cancellationToken);
            if (!hasMonths)
            {
                readings += await Delete("FROM readings WHERE station = ? AND start >= ? AND start < ?", station, gap, cancellationToken);
            }
        }

        return new Forgotten(readings, verdicts, 0);
    }

    private Task<long> Replace(IReadOnlyList<long> stations, NeededHours needed, TimeSpan reach, CancellationToken cancellationToken)
    {
        var kept = stations.SelectMany(s => needed.Kept(s, reach).Select(r => (s, r))).ToList();
        return committer.Commit(writer => writer.Months!.Replace(needed.Range.From, kept), cancellationToken);
    }

    // Looked at by a reader first: the writer has no turn for what is not there.
    private async Task<long> Delete(string what, long station, TimeRange range, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = await readers.Read(
            session =>
            {
                using var row = session.Prepare($"SELECT count(*) {what}").Bind(station).Bind(range.From).Bind(range.To);
                return row.Step() ? row.Int64(0) : 0;
            },
            cancellationToken);
        if (count > 0)
        {
            await committer.Commit(
                writer =>
                {
                    writer.Session.Prepare($"DELETE {what}").Bind(station).Bind(range.From).Bind(range.To).Run();
                    return true;
                },
                cancellationToken);
        }

        return count;
    }

    private Task<(IReadOnlyList<long> Stations, NeededHours Needed)> Needed(TimeRange range, TimeSpan reach, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            var stations = Stations(session);
            return ((IReadOnlyList<long>)stations, NeededHours.Of(session, stations, range, reach));
        },
        cancellationToken);

    // The Beijing months that hold rows of a table, the last one up to the bound.
    private Task<List<TimeRange>> Months(string table, string condition, DateTimeOffset done, DateTimeOffset before, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            var months = new List<TimeRange>();
            if (Oldest(session, table, condition) is not { } first)
            {
                return months;
            }

            for (var from = MonthOf(first > done ? first : done); from < before; from = MonthOf(from.AddDays(32)))
            {
                var next = MonthOf(from.AddDays(32));
                var month = new TimeRange(from, next < before ? next : before);
                if (HasRows(session, table, condition, month))
                {
                    months.Add(month);
                }
            }

            return months;
        },
        cancellationToken);

    private static DateTimeOffset? Oldest(ISession session, string table, string condition)
    {
        using var row = session.Prepare($"SELECT min((SELECT min(r.start) FROM {table} r WHERE r.station = s.no {condition})) FROM stations s");
        return row.Step() ? row.InstantOrNull(0) : null;
    }

    private static bool HasRows(ISession session, string table, string condition, TimeRange range)
    {
        using var row = session.Prepare($"SELECT 1 FROM stations s WHERE EXISTS (SELECT 1 FROM {table} r WHERE r.station = s.no AND r.start >= ? AND r.start < ? {condition}) LIMIT 1")
            .Bind(range.From).Bind(range.To);
        return row.Step();
    }

    private static List<long> Stations(ISession session)
    {
        var stations = new List<long>();
        using var rows = session.Prepare("SELECT no FROM stations ORDER BY no");
        while (rows.Step())
        {
            stations.Add(rows.Int64(0));
        }

        return stations;
    }
}
