using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Answers what a station step asks of the past.</summary>
internal static class StepLoad
{
    public static StepInputs Read(ISession session, StationId station, StepNeeds needs)
    {
        if (ReadingRows.StationNo(session, station) is not { } no)
        {
            return StepInputs.Nothing;
        }

        var readings = new Dictionary<ReadingKey, StoredReading>();
        foreach (var (series, range) in needs.Series)
        {
            Add(readings, OfSeries(session, no, series, range));
        }

        foreach (var range in needs.Instants)
        {
            Add(readings, Instants(session, no, range));
        }

        return new StepInputs
        {
            Versions = Versions(session, no, needs.Keys),
            Windows = Windows(session, no, needs.Windows),
            Readings = readings.Values,
            Verdicts = [.. needs.Verdicts.SelectMany(v => Verdicts(session, no, station, v.Kind, v.Range))],
            NextVerdict = needs.NextVerdictAfter is { } after ? NextVerdict(session, no, after) : null,
            AlertPast = needs.AlertWindow is { } window
                ? new AlertPast(Verdicts(session, no, station, VerdictKind.Instant, window), AlertRows.Findings(session, no, window.From))
                : AlertPast.Nothing,
        };
    }

    private static void Add(Dictionary<ReadingKey, StoredReading> all, List<StoredReading> some)
    {
        foreach (var reading in some)
        {
            all[reading.Reading.Key] = reading;
        }
    }

    // One look per start: the values of a message lie together.
    private static Dictionary<ReadingKey, ReadingHistory> Versions(ISession session, long station, IReadOnlyCollection<ReadingKey> keys)
    {
        var wanted = keys.ToHashSet();
        var found = new Dictionary<ReadingKey, ReadingHistory>();
        foreach (var start in keys.Select(k => k.Start).Distinct())
        {
            using var rows = session.Prepare($"SELECT {ReadingRows.CurrentColumns} FROM {ReadingRows.CurrentTables} WHERE r.station = ? AND r.start = ?")
                .Bind(station).Bind(start);
            var current = ReadingRows.ReadAll(rows);
            if (current.Count == 0)
            {
                continue;
            }

            var superseded = ReadingRows.Superseded(session, station, start, start);
            foreach (var reading in current.Where(r => wanted.Contains(r.Reading.Key)))
            {
                found.Add(reading.Reading.Key, new ReadingHistory(reading, [.. superseded[reading.Reading.Key]]));
            }
        }

        return found;
    }

    private static Dictionary<WindowKey, Aggregate> Windows(ISession session, long station, IReadOnlyCollection<WindowKey> keys)
    {
        var wanted = keys.ToHashSet();
        var found = new Dictionary<WindowKey, Aggregate>();
        // The parameters of an hour lie together: one look for all of them.
        foreach (var (resolution, start) in keys.Select(k => (k.Resolution, k.Start)).Distinct())
        {
            using var rows = session.Prepare(
                """
                SELECT s.parameter, s.kind, s.length_ms, s.source, a.expected, a.received, a.valid, a.sum, a.min, a.max
                FROM aggregates a JOIN series s ON s.no = a.series WHERE a.station = ? AND a.resolution = ? AND a.start = ?
                """)
                .Bind(station).Bind((int)resolution).Bind(start);
            while (rows.Step())
            {
                var key = new WindowKey(ReadingRows.ReadSeries(rows, 0), resolution, start);
                if (wanted.Contains(key))
                {
                    found[key] = AggregateRow(rows, 4, key.Series, resolution, start);
                }
            }
        }

        return found;
    }

    public static Aggregate AggregateRow(IStatement row, int first, SeriesKey series, AggregateResolution resolution, DateTimeOffset start) => new(
        series,
        resolution,
        start,
        row.Int32(first),
        row.Int32(first + 1),
        row.Int32(first + 2),
        ExactText.Read(row.Text(first + 3)),
        ExactText.Read(row, first + 4),
        ExactText.Read(row, first + 5));

    private static List<StoredReading> OfSeries(ISession session, long station, SeriesKey series, TimeRange range)
    {
        if (KnownNumbers.FindSeries(session, station, series) is not { } no)
        {
            return [];
        }

        using var rows = session.Prepare(
            $"SELECT {ReadingRows.CurrentColumns} FROM {ReadingRows.CurrentTables} WHERE r.station = ? AND r.start >= ? AND r.start < ? AND r.series = ?")
            .Bind(station).Bind(range.From).Bind(range.To).Bind(no);
        return ReadingRows.ReadAll(rows);
    }

    private static List<StoredReading> Instants(ISession session, long station, TimeRange range)
    {
        using var rows = session.Prepare(
            $"SELECT {ReadingRows.CurrentColumns} FROM {ReadingRows.CurrentTables} WHERE r.station = ? AND r.start >= ? AND r.start < ? AND s.kind = {(int)ReadingKind.Instant}")
            .Bind(station).Bind(range.From).Bind(range.To);
        return ReadingRows.ReadAll(rows);
    }

    private static NextVerdict? NextVerdict(ISession session, long station, DateTimeOffset after) =>
        NextVerdictAt(session, station, after) is { } at ? new NextVerdict(at, Instants(session, station, new TimeRange(at, at + TimeSpan.FromMilliseconds(1)))) : null;

    private static DateTimeOffset? NextVerdictAt(ISession session, long station, DateTimeOffset after)
    {
        using var row = session.Prepare("SELECT min(at) FROM verdicts WHERE station = ? AND kind = ? AND at > ?")
            .Bind(station).Bind((int)VerdictKind.Instant).Bind(after);
        return row.Step() ? row.InstantOrNull(0) : null;
    }

    private static List<StoredVerdict> Verdicts(ISession session, long station, StationId id, VerdictKind kind, TimeRange range)
    {
        var found = new List<StoredVerdict>();
        using var rows = session.Prepare($"SELECT {VerdictRows.Columns} FROM verdicts v WHERE v.station = ? AND v.kind = ? AND v.at >= ? AND v.at < ? ORDER BY v.at")
            .Bind(station).Bind((int)kind).Bind(range.From).Bind(range.To);
        while (rows.Step())
        {
            found.Add(VerdictRows.Read(rows, id));
        }

        return found;
    }
}
