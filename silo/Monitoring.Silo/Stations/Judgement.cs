using Monitoring.Compliance.Certificates;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>A verdict that says something else than the one of its time before.</summary>
public sealed record VerdictChange(StoredVerdict? Before, StoredVerdict After);

/// <summary>The verdicts of a step.</summary>
internal sealed class Judgement
{
    public List<StoredVerdict> Verdicts { get; } = [];

    public List<SupersededCertificate> Superseded { get; } = [];

    /// <summary>Replaced verdicts whose own certificate could not be built again.</summary>
    public List<StoredVerdict> Unprovable { get; } = [];

    /// <summary>Verdicts of the past that say something else now.</summary>
    public List<VerdictChange> Revised { get; } = [];

    /// <summary>
    /// Enters a verdict. Where it replaces one, it has its certificate, and the evidence of the replaced one is kept in full:
    /// its inputs are no longer current, so it could not be rebuilt on request.
    /// </summary>
    /// <param name="existing">The verdict of the same time, if there is one.</param>
    /// <param name="evidenceBefore">Makes its certificate from the inputs before this step.</param>
    public void Enter(StoredVerdict verdict, StoredVerdict? existing, Func<StoredVerdict, Certificate> evidenceBefore)
    {
        if (existing is null)
        {
            Verdicts.Add(verdict);
            return;
        }

        if (existing.CertificateId == verdict.CertificateId)
        {
            return;
        }

        Verdicts.Add(verdict);

        // What another release certified may have another form here: its inputs are kept all the same, under this release's id.
        var before = evidenceBefore(existing);
        Superseded.Add(new SupersededCertificate(before.Id, existing.Kind, existing.At, before.Json));
        if (existing.CertificateId.Length == 0)
        {
            existing = existing with { CertificateId = before.Id };
        }
        else if (before.Id != existing.CertificateId)
        {
            Unprovable.Add(existing);
        }

        if (!verdict.SaysTheSameAs(existing))
        {
            Revised.Add(new VerdictChange(existing, verdict));
        }
    }
}
