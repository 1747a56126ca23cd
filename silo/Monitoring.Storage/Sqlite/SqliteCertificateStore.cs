using System.IO.Compression;
using System.Text;

namespace Monitoring.Storage.Sqlite;

internal sealed class SqliteCertificateStore(ReaderPool readers, GroupCommitter committer, TimeProvider clock) : ICertificateStore
{
    public async Task Keep(IReadOnlyCollection<IssuedCertificate> certificates, CancellationToken cancellationToken)
    {
        var fresh = await readers.Read(session => certificates.DistinctBy(c => c.Id).Where(c => !IsKnown(session, c.Id)).ToList(), cancellationToken);
        if (fresh.Count == 0)
        {
            return;
        }

        // Compressed before the writer's turn: readings wait for it.
        var rows = fresh.ConvertAll(c => (c.Id, Document: Compress(c.Document)));
        var now = clock.GetUtcNow();
        await committer.Commit(
            writer =>
            {
                foreach (var (id, document) in rows)
                {
                    writer.Session.Prepare("INSERT OR IGNORE INTO certificates (id, issued_at, document) VALUES (?, ?, ?)").Bind(id).Bind(now).Bind(document).Run();
                }

                return true;
            },
            cancellationToken);
    }

    public async Task Note(IReadOnlyCollection<CertificatePlace> places, CancellationToken cancellationToken)
    {
        var fresh = await readers.Read(session => places.Where(p => !CertificatePlaces.IsKnown(session, p.Id)).ToList(), cancellationToken);
        if (fresh.Count == 0)
        {
            return;
        }

        await committer.Commit(
            writer =>
            {
                foreach (var place in fresh)
                {
                    CertificatePlaces.Put(writer.Session, writer.StationNo(place.Station), place);
                }

                return true;
            },
            cancellationToken);
    }

    public Task<string?> Find(string id, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            using var row = session.Prepare("SELECT document FROM certificates WHERE id = ?").Bind(id);
            return row.Step() ? Expand(row.Blob(0)) : null;
        },
        cancellationToken);

    private static bool IsKnown(SqliteSession session, string id)
    {
        using var row = session.Prepare("SELECT 1 FROM certificates WHERE id = ?").Bind(id);
        return row.Step();
    }

    private static byte[] Compress(string document)
    {
        using var compressed = new MemoryStream();
        using (var brotli = new BrotliStream(compressed, CompressionLevel.Fastest))
        {
            brotli.Write(Encoding.UTF8.GetBytes(document));
        }

        return compressed.ToArray();
    }

    private static string Expand(byte[] compressed)
    {
        using var brotli = new BrotliStream(new MemoryStream(compressed), CompressionMode.Decompress);
        using var reader = new StreamReader(brotli, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
