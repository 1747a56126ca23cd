namespace Monitoring.Storage.Sqlite;

/// <summary>Rows of <c>certificate_ids</c>. The evidence of two stations may be the same text; then either place proves it.</summary>
internal static class CertificatePlaces
{
    public static void Put(SqliteSession session, long station, CertificatePlace place) => session.Prepare(
        "INSERT OR IGNORE INTO certificate_ids (id, station, kind, at) VALUES (?, ?, ?, ?)")
        .Bind(place.Id).Bind(station).Bind((int)place.Kind).Bind(place.At).Run();

    public static bool IsKnown(SqliteSession session, string id)
    {
        using var row = session.Prepare("SELECT 1 FROM certificate_ids WHERE id = ?").Bind(id);
        return row.Step();
    }
}
