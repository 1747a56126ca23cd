using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>The evidence of one verdict.</summary>
/// <param name="Document">Canonical JSON; its hash is <paramref name="Id"/>.</param>
/// <param name="Verdict">The verdict it proves; null when a correction has replaced that verdict, and for verdicts of a day and longer.</param>
public sealed record CertificateEvidence(string Id, string Document, StoredVerdict? Verdict);

/// <summary>
/// Certificates by id. Those of instant and hourly verdicts are rebuilt from the stored inputs and their hash is
/// checked; those whose inputs were corrected later, and those of a day and longer, are kept in full.
/// </summary>
public interface ICertificates
{
    /// <returns>Null when no verdict of this store ever had this id.</returns>
    /// <exception cref="InvalidDataException">The stored inputs no longer give the recorded hash: the store was changed from outside.</exception>
    Task<CertificateEvidence?> Find(string id, CancellationToken cancellationToken = default);
}
