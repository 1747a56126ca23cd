using Monitoring.Contracts;

namespace Monitoring.Storage.Sqlite;

/// <summary>The writing connection and the numbers it has given to stations, series and gateways.</summary>
/// <param name="maxLooks">How often it looks, every millisecond, whether another process has let go of the store.</param>
internal sealed class SqliteWriter(SqliteSession session, int maxLooks = 30_000)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(1);

    // Never set: what a thread of its own can wait on.
    private readonly ManualResetEventSlim pause = new();
    private readonly Dictionary<string, long> stations = [];
    private readonly Dictionary<string, long> gateways = [];
    private readonly Dictionary<(long Station, SeriesKey Key), long> series = [];

    public SqliteSession Session => session;

    /// <summary>
    /// Waits for the commit of another process, looking every millisecond: SQLite's own waiting looks ten times a second at last, and
    /// would hardly ever meet the moment between two commits of a busy silo.
    /// </summary>
    public void Begin()
    {
        for (var looks = 0; !session.TryBeginWrite(); looks++)
        {
            if (looks == maxLooks)
            {
                throw new StoreUnavailableException("another process has been writing the store for too long");
            }

            pause.Wait(LookEvery);
        }
    }

    public void Commit() => session.Execute("COMMIT");

    /// <summary>Undoes the transaction; answers what went wrong with that.</summary>
    public Exception? Rollback()
    {
        // Numbers given in the transaction go with it.
        stations.Clear();
        gateways.Clear();
        series.Clear();
        try
        {
            session.Rollback();
            return null;
        }
        catch (Microsoft.Data.Sqlite.SqliteException e)
        {
            return e;
        }
    }

    public long StationNo(StationId id)
    {
        if (!stations.TryGetValue(id.Value, out var no))
        {
            no = Find("SELECT no FROM stations WHERE id = ?", id.Value)
                ?? throw new InvalidOperationException($"station {id} is not registered");
            stations.Add(id.Value, no);
        }

        return no;
    }

    public long GatewayNo(string id)
    {
        if (!gateways.TryGetValue(id, out var no))
        {
            no = Find("SELECT no FROM gateways WHERE id = ?", id) ?? Find("INSERT INTO gateways (id) VALUES (?) RETURNING no", id)!.Value;
            gateways.Add(id, no);
        }

        return no;
    }

    public long SeriesNo(long station, SeriesKey key, DateTimeOffset firstStart)
    {
        if (!series.TryGetValue((station, key), out var no))
        {
            no = FindSeries(session, station, key) ?? Insert(station, key, firstStart);
            series.Add((station, key), no);
        }

        return no;
    }

    public static long? FindSeries(SqliteSession session, long station, SeriesKey key)
    {
        using var row = session.Prepare("SELECT no FROM series WHERE station = ? AND parameter = ? AND kind = ? AND length_ms = ? AND source = ?")
            .Bind(station).Bind(key.Parameter.Value).Bind((int)key.Kind).Bind((long)key.Length.TotalMilliseconds).Bind((int)key.Source);
        return row.Step() ? row.Int64(0) : null;
    }

    private long Insert(long station, SeriesKey key, DateTimeOffset firstStart)
    {
        using var row = session.Prepare(
            "INSERT INTO series (station, parameter, kind, length_ms, source, high_water, newest) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING no")
            .Bind(station).Bind(key.Parameter.Value).Bind((int)key.Kind).Bind((long)key.Length.TotalMilliseconds).Bind((int)key.Source)
            .Bind(firstStart).Bind(firstStart);
        row.Step();
        return row.Int64(0);
    }

    private long? Find(string sql, string id)
    {
        using var row = session.Prepare(sql).Bind(id);
        return row.Step() ? row.Int64(0) : null;
    }
}
