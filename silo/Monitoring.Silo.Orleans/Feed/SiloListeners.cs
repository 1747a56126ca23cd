using Orleans.Runtime.Services;

namespace Monitoring.Silo.Orleans.Feed;

/// <summary>The silos of the cluster, to speak to.</summary>
internal sealed class SiloListeners(IServiceProvider services, ISiloStatusOracle silos, ILocalSiloDetails self) : GrainServiceClient<ISiloListener>(services)
{
    /// <summary>Those that are alive, this one among them.</summary>
    public IReadOnlyList<SiloAddress> All => silos.GetActiveSilos();

    public IEnumerable<SiloAddress> Others => All.Where(s => !s.Equals(self.SiloAddress));

    public ISiloListener At(SiloAddress silo) => GetGrainService(silo);
}
