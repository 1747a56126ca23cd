namespace Monitoring.Storage;

/// <summary>A certificate as it was issued.</summary>
/// <param name="Id">SHA-256 of the document.</param>
/// <param name="Document">Canonical JSON.</param>
public sealed record IssuedCertificate(string Id, string Document);

/// <summary>
/// The certificates of verdicts of a day and longer, kept as they were issued in an answer or a report: what was once said
/// stays provable after corrections. Instant and hourly ones are derived on request instead.
/// </summary>
public interface ICertificateStore
{
    /// <summary>Notes what instant and hourly certificates are about before somebody sees their ids. Durable when it returns; what is known is not written again.</summary>
    Task Note(IReadOnlyCollection<CertificatePlace> places, CancellationToken cancellationToken = default);

    /// <summary>Durable when it returns. One that is known already is not written again.</summary>
    Task Keep(IReadOnlyCollection<IssuedCertificate> certificates, CancellationToken cancellationToken = default);

    /// <summary>The document; null when none was issued under this id.</summary>
    Task<string?> Find(string id, CancellationToken cancellationToken = default);
}
