using System.IO.Compression;
using System.Text;

namespace Monitoring.Storage.Relational;

internal sealed class CertificateStore(IReaders readers, GroupCommitter committer, TimeProvider clock) : ICertificateStore
{
    public async Task Keep(IReadOnlyCollection<IssuedCertificate> certificates, CancellationToken cancellationToken)
    {
        var fresh = await readers.Read(session => certificates.DistinctBy(c => c.Id).Where(c => !IsKnown(session, "SELECT 1 FROM certificates WHERE id = ?", c.Id)).ToList(), cancellationToken);
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
                    writer.Session.Prepare("INSERT INTO certificates (id, issued_at, document) VALUES (?, ?, ?) ON CONFLICT (id) DO NOTHING").Bind(id).Bind(now).Bind(document).Run();
                }

                return true;
            },
            cancellationToken);
    }

    public async Task Note(IReadOnlyCollection<CertificatePlace> places, CancellationToken cancellationToken)
    {
        var fresh = await readers.Read(session => places.Where(p => !IsKnown(session, "SELECT 1 FROM certificate_ids WHERE id = ?", p.Id)).ToList(), cancellationToken);
        if (fresh.Count == 0)
        {
            return;
        }

        await committer.Commit(
            writer =>
            {
                foreach (var place in fresh)
                {
                    writer.Rows.PutPlace(writer.Numbers.StationNo(place.Station), place);
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

    private static bool IsKnown(ISession session, string sql, string id)
    {
        using var row = session.Prepare(sql).Bind(id);
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
