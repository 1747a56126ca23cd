using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>The numbers that the tables have given to stations, series and gateways, remembered by the one who writes.</summary>
internal sealed class KnownNumbers(ISession session)
{
    private readonly Dictionary<string, long> stations = [];
    private readonly Dictionary<string, long> gateways = [];
    private readonly Dictionary<(long Station, SeriesKey Key), long> series = [];

    /// <summary>Numbers given in a transaction that did not happen go with it.</summary>
    public void Forget()
    {
        stations.Clear();
        gateways.Clear();
        series.Clear();
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
            // Another process may have entered it between the look and the entry.
            no = Find("SELECT no FROM gateways WHERE id = ?", id)
                ?? Find("INSERT INTO gateways (id) VALUES (?) ON CONFLICT (id) DO NOTHING RETURNING no", id)
                ?? Find("SELECT no FROM gateways WHERE id = ?", id)!.Value;
            gateways.Add(id, no);
        }

        return no;
    }

    public long SeriesNo(long station, SeriesKey key, DateTimeOffset firstStart)
    {
        if (!series.TryGetValue((station, key), out var no))
        {
            // Another process may have entered it between the look and the entry.
            no = FindSeries(session, station, key) ?? Insert(station, key, firstStart) ?? FindSeries(session, station, key)!.Value;
            series.Add((station, key), no);
        }

        return no;
    }

    public static long? FindSeries(ISession session, long station, SeriesKey key)
    {
        using var row = session.Prepare("SELECT no FROM series WHERE station = ? AND parameter = ? AND kind = ? AND length_ms = ? AND source = ?")
            .Bind(station).Bind(key.Parameter.Value).Bind((int)key.Kind).Bind((long)key.Length.TotalMilliseconds).Bind((int)key.Source);
        return row.Step() ? row.Int64(0) : null;
    }

    private long? Insert(long station, SeriesKey key, DateTimeOffset firstStart)
    {
        using var row = session.Prepare(
            """
            INSERT INTO series (station, parameter, kind, length_ms, source, high_water, newest) VALUES (?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (station, parameter, kind, length_ms, source) DO NOTHING RETURNING no
            """)
            .Bind(station).Bind(key.Parameter.Value).Bind((int)key.Kind).Bind((long)key.Length.TotalMilliseconds).Bind((int)key.Source)
            .Bind(firstStart).Bind(firstStart);
        return row.Step() ? row.Int64(0) : null;
    }

    private long? Find(string sql, string id)
    {
        using var row = session.Prepare(sql).Bind(id);
        return row.Step() ? row.Int64(0) : null;
    }
}
