using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

internal sealed class ReadingQueries(IReaders readers, TimeProvider clock) : IReadingQueries
{
    public Task<IReadOnlyList<LatestReading>> Latest(StationId station, CancellationToken cancellationToken) => readers.Read<IReadOnlyList<LatestReading>>(
        session =>
        {
            if (ReadingRows.StationNo(session, station) is not { } no)
            {
                return [];
            }

            var now = clock.GetUtcNow();
            return [.. NewestReadings.Of(session, no).Where(r => r.Reading.Key.Kind is ReadingKind.Instant or ReadingKind.Mean).GroupBy(r => r.Reading.Key.Parameter).Select(g => new LatestReading(g.Key, g.Aggregate((a, b) => IsShownBefore(b, a, now) ? b : a)))
                .OrderBy(l => l.Parameter.Value, StringComparer.Ordinal)];
        },
        cancellationToken);

    public Task<Page<ReadingHistory>> Readings(ReadingRange range, string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            if (ReadingRows.StationNo(session, range.Station) is not { } station)
            {
                return Page<ReadingHistory>.Empty;
            }

            var after = Cursor.Numbers(cursor) ?? (range.From.ToUnixTimeMilliseconds(), -1);
            var read = new List<(StoredReading Reading, long Series)>();
            using (var rows = session.Prepare(
                $"""
                SELECT {ReadingRows.CurrentColumns}, r.series FROM {ReadingRows.CurrentTables}
                WHERE r.station = ? AND (r.start, r.series) > (?, ?) AND r.start >= ? AND r.start < ? AND {session.IsAmong("r.series")}
                ORDER BY r.start, r.series LIMIT ?
                """)
                .Bind(station).Bind(after.Item1).Bind(after.Item2).Bind(range.From).Bind(range.To).Bind(SeriesOf(session, station, range)).Bind(limit + 1))
            {
                while (rows.Step())
                {
                    read.Add((ReadingRows.Read(rows), rows.Int64(13)));
                }
            }

            var page = Cursor.Page(read, limit, r => Cursor.Of(r.Reading.Reading.Key.Start.ToUnixTimeMilliseconds(), r.Series));
            if (page.Items.Count == 0)
            {
                return Page<ReadingHistory>.Empty;
            }

            var superseded = ReadingRows.Superseded(session, station, page.Items[0].Reading.Reading.Key.Start, page.Items[^1].Reading.Reading.Key.Start);
            return new Page<ReadingHistory>([.. page.Items.Select(r => new ReadingHistory(r.Reading, [.. superseded[r.Reading.Reading.Key]]))], page.Cursor);
        },
        cancellationToken);

    public Task<IReadOnlyList<Reading>> PeriodReadings(PeriodRange range, CancellationToken cancellationToken) => readers.Read<IReadOnlyList<Reading>>(
        session =>
        {
            if (ReadingRows.StationNo(session, range.Station) is not { } station || SeriesOf(session, station, range) is not { Count: > 0 } series)
            {
                return [];
            }

            var found = new List<Reading>();
            using var rows = session.Prepare(
                $"SELECT series, start, text, flag, unit FROM readings WHERE station = ? AND start >= ? AND start < ? AND {session.IsAmong("series")} ORDER BY start, series")
                .Bind(station).Bind(range.From).Bind(range.To).Bind(series.Keys);
            while (rows.Step())
            {
                found.Add(new Reading(series[rows.Int64(0)].At(rows.Instant(1)), rows.Text(2), rows.Text(3), rows.Text(4)));
            }

            return found;
        },
        cancellationToken);

    public Task<Page<Aggregate>> Aggregates(ReadingRange range, AggregateResolution resolution, string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            if (ReadingRows.StationNo(session, range.Station) is not { } station)
            {
                return Page<Aggregate>.Empty;
            }

            var after = Cursor.Numbers(cursor) ?? (range.From.ToUnixTimeMilliseconds(), -1);
            var read = resolution is AggregateResolution.Month
                ? Months(session, station, range, after)
                : Stored(session, station, range, resolution, after, limit + 1);
            var page = Cursor.Page(read, limit, r => Cursor.Of(r.Aggregate.Start.ToUnixTimeMilliseconds(), r.Series));
            return new Page<Aggregate>([.. page.Items.Select(r => r.Aggregate)], page.Cursor);
        },
        cancellationToken);

    public Task<IReadOnlyDictionary<StationId, StoredVerdict>> LatestVerdicts(IReadOnlyCollection<StationId> stations, CancellationToken cancellationToken) =>
        readers.Read<IReadOnlyDictionary<StationId, StoredVerdict>>(
            session =>
            {
                var now = clock.GetUtcNow();
                var found = new Dictionary<StationId, StoredVerdict>();
                foreach (var station in stations)
                {
                    if (ReadingRows.StationNo(session, station) is { } no && VerdictRows.Latest(session, no, station, now) is { } verdict)
                    {
                        found[station] = verdict;
                    }
                }

                return found;
            },
            cancellationToken);

    public Task<Page<StoredVerdict>> Verdicts(
        StationId station, VerdictKind kind, DateTimeOffset from, DateTimeOffset to, string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            if (ReadingRows.StationNo(session, station) is not { } no)
            {
                return Page<StoredVerdict>.Empty;
            }

            var after = Cursor.Numbers(cursor)?.First ?? -1;
            var read = new List<StoredVerdict>();
            using var rows = session.Prepare(
                $"SELECT {VerdictRows.Columns} FROM verdicts v WHERE v.station = ? AND v.kind = ? AND v.at > ? AND v.at >= ? AND v.at < ? ORDER BY v.at LIMIT ?")
                .Bind(no).Bind((int)kind).Bind(after).Bind(from).Bind(to).Bind(limit + 1);
            while (rows.Step())
            {
                read.Add(VerdictRows.Read(rows, station));
            }

            return Cursor.Page(read, limit, v => Cursor.Of(v.At.ToUnixTimeMilliseconds(), 0));
        },
        cancellationToken);

    public Task<StoredVerdict?> FindVerdict(string certificateId, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            using var row = session.Prepare($"""
                SELECT {VerdictRows.Columns}, s.id FROM certificate_ids c JOIN verdicts v ON v.station = c.station AND v.kind = c.kind AND v.at = c.at
                JOIN stations s ON s.no = v.station WHERE c.id = ?
                """)
                .Bind(certificateId);
            return row.Step() ? VerdictRows.Read(row, StationId.Parse(row.Text(8))) : null;
        },
        cancellationToken);

    public Task<string?> FindSupersededCertificate(string certificateId, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            using var row = session.Prepare("SELECT document FROM superseded_certificates WHERE id = ?").Bind(certificateId);
            return row.Step() ? row.Text(0) : null;
        },
        cancellationToken);

    public Task<IReadOnlyList<GatewayProgress>> Gateways(CancellationToken cancellationToken) =>
        readers.Read<IReadOnlyList<GatewayProgress>>(GatewayRanges.Read, cancellationToken);

    // At the same time the instant is newer than the mean that ends later, and the instrument's value goes before the hand's.
    private static bool IsShownBefore(StoredReading candidate, StoredReading shown, DateTimeOffset now)
    {
        var (c, s) = (candidate.Reading.Key, shown.Reading.Key);
        return c.Start != s.Start ? ClockLead.IsNewer(c.Start, s.Start, now)
            : c.Kind != s.Kind ? c.Kind < s.Kind
            : c.Source != s.Source ? c.Source < s.Source
            : c.Length < s.Length;
    }

    private static List<(Aggregate Aggregate, long Series)> Months(ISession session, long station, ReadingRange range, (long Start, long Series) after)
    {
        var days = AggregateMonths.DaysOf(range.From, range.To);
        var stored = Stored(session, station, range with { From = days.From, To = days.To }, AggregateResolution.Day, (days.From.ToUnixTimeMilliseconds(), -1), int.MaxValue);
        return [.. AggregateMonths.Of(stored).Where(m => (m.Aggregate.Start.ToUnixTimeMilliseconds(), m.Series).CompareTo(after) > 0)];
    }

    private static List<(Aggregate Aggregate, long Series)> Stored(
        ISession session, long station, ReadingRange range, AggregateResolution resolution, (long Start, long Series) after, int most)
    {
        var read = new List<(Aggregate Aggregate, long Series)>();
        var series = SeriesOf(session, station, range);
        using var rows = session.Prepare(
            $"""
            SELECT s.parameter, s.kind, s.length_ms, s.source, a.start, a.expected, a.received, a.valid, a.sum, a.min, a.max, a.series
            FROM aggregates a JOIN series s ON s.no = a.series
            WHERE a.station = ? AND a.resolution = ? AND (a.start, a.series) > (?, ?) AND a.start >= ? AND a.start < ?
              AND {session.IsAmong("a.series")}
            ORDER BY a.start, a.series LIMIT ?
            """)
            .Bind(station).Bind((int)resolution).Bind(after.Start).Bind(after.Series).Bind(range.From).Bind(range.To).Bind(series).Bind(most);
        while (rows.Step())
        {
            read.Add((StepLoad.AggregateRow(rows, 5, ReadingRows.ReadSeries(rows, 0), resolution, rows.Instant(4)), rows.Int64(11)));
        }

        return read;
    }

    private static Dictionary<long, SeriesKey> SeriesOf(ISession session, long station, PeriodRange range)
    {
        var found = new Dictionary<long, SeriesKey>();
        using var rows = session.Prepare("SELECT parameter, kind, length_ms, source, no FROM series WHERE station = ?1 AND (kind = ?2 OR (?2 IS NULL AND kind IN (0, 1)))")
            .Bind(station).Bind((long?)(int?)range.Kind);
        while (rows.Step())
        {
            var series = ReadingRows.ReadSeries(rows, 0);
            if (range.Parameters.Contains(series.Parameter))
            {
                found.Add(rows.Int64(4), series);
            }
        }

        return found;
    }

    private static List<long> SeriesOf(ISession session, long station, ReadingRange range)
    {
        var numbers = new List<long>();
        using var rows = session.Prepare("SELECT no FROM series WHERE station = ?1 AND parameter = ?2 AND (kind = ?3 OR (?3 IS NULL AND kind IN (0, 1)))")
            .Bind(station).Bind(range.Parameter.Value).Bind((long?)(int?)range.Kind);
        while (rows.Step())
        {
            numbers.Add(rows.Int64(0));
        }

        return numbers;
    }
}
