using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

internal sealed class StationRegistry(IReaders readers, GroupCommitter committer) : IStationRegistry
{
    /// <summary>What is announced to other owners.</summary>
    public const string Changes = "registry";

    private long version;

    public long Version => Interlocked.Read(ref version);

    public Task<RegisteredStation?> Find(StationId id, CancellationToken cancellationToken) =>
        readers.Read(session => RegistryRows.FindStation(session, id), cancellationToken);

    public Task<Section?> FindSection(string id, CancellationToken cancellationToken) =>
        readers.Read(session => RegistryRows.FindSection(session, id), cancellationToken);

    public Task<Page<RegisteredStation>> List(StationFilter filter, string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            var stations = new List<Station>();
            using (var rows = session.Prepare(
                $$"""
                SELECT {{RegistryRows.StationColumns}} FROM stations s LEFT JOIN sections x ON x.id = s.section
                WHERE s.id > ?1 AND (?2 IS NULL OR s.province = ?2) AND (?3 IS NULL OR s.kind = ?3) AND (?4 IS NULL OR x.river = ?4)
                  AND (?5 IS NULL OR lower(s.id) LIKE lower(?5) ESCAPE '\' OR lower(s.mn) LIKE lower(?5) ESCAPE '\' OR lower(s.name) LIKE lower(?5) ESCAPE '\'
                    OR lower(s.name_en) LIKE lower(?5) ESCAPE '\' OR lower(x.name) LIKE lower(?5) ESCAPE '\' OR lower(x.name_en) LIKE lower(?5) ESCAPE '\')
                ORDER BY s.id LIMIT ?6
                """)
                .Bind(Cursor.Text(cursor) ?? "").Bind(filter.Province).Bind((long?)(int?)filter.Kind).Bind(filter.River).Bind(Contains(filter.Text)).Bind(limit + 1))
            {
                while (rows.Step())
                {
                    stations.Add(RegistryRows.ReadStation(rows));
                }
            }

            return Cursor.Page(stations.ConvertAll(s => RegistryRows.WithSection(session, s)), limit, s => Cursor.OfText(s.Station.Id.Value));
        },
        cancellationToken);

    public Task<Page<Section>> ListSections(string? province, string? river, string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            var ids = new List<string>();
            using (var rows = session.Prepare(
                "SELECT id FROM sections WHERE id > ?1 AND (?2 IS NULL OR province = ?2) AND (?3 IS NULL OR river = ?3) ORDER BY id LIMIT ?4")
                .Bind(Cursor.Text(cursor) ?? "").Bind(province).Bind(river).Bind(limit + 1))
            {
                while (rows.Step())
                {
                    ids.Add(rows.Text(0));
                }
            }

            return Cursor.Page(ids.ConvertAll(id => RegistryRows.FindSection(session, id)!), limit, s => Cursor.OfText(s.Id));
        },
        cancellationToken);

    public Task Upsert(Station station, CancellationToken cancellationToken) => Change(session => RegistryRows.Put(session, station), cancellationToken);

    public Task Upsert(Section section, CancellationToken cancellationToken) => Change(session => RegistryRows.Put(session, section), cancellationToken);

    public async Task<int> EnterAbsent(IReadOnlyCollection<RegisteredStation> stations, CancellationToken cancellationToken)
    {
        var entered = await committer.Commit(
            writer =>
            {
                var count = stations.Count(s => RegistryRows.InsertIfAbsent(writer.Session, s));
                if (count > 0)
                {
                    writer.Session.Announce(Changes);
                }

                return count;
            },
            cancellationToken);
        if (entered > 0)
        {
            Noticed();
        }

        return entered;
    }

    /// <summary>Somebody changed the registry: here, or in another process.</summary>
    public void Noticed() => Interlocked.Increment(ref version);

    private async Task Change(Action<ISession> change, CancellationToken cancellationToken)
    {
        await committer.Commit(
            writer =>
            {
                change(writer.Session);
                writer.Session.Announce(Changes);
                return true;
            },
            cancellationToken);
        Noticed();
    }

    private static string? Contains(string? text) =>
        string.IsNullOrEmpty(text) ? null : $"%{text.Replace("\\", "\\\\").Replace("%", "\\%").Replace("_", "\\_")}%";
}
