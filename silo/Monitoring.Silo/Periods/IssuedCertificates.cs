using Monitoring.Compliance.Certificates;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>Keeps certificates in groups as they are issued, so that those of a whole month never lie in memory together.</summary>
internal sealed class IssuedCertificates(ICertificateStore store)
{
    private const int Group = 32;

    private readonly List<IssuedCertificate> waiting = [];

    public async Task Issue(Certificate certificate, CancellationToken cancellationToken)
    {
        waiting.Add(new IssuedCertificate(certificate.Id, certificate.Json));
        if (waiting.Count >= Group)
        {
            await Flush(cancellationToken);
        }
    }

    public async Task Flush(CancellationToken cancellationToken)
    {
        await store.Keep(waiting, cancellationToken);
        waiting.Clear();
    }
}
