using Monitoring.Silo.Tests;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Two silos; the batches go to the one that does not own the station.</summary>
public sealed class OrleansGrainContractTests(ClusterDatabase database) : GrainContractTests
{
    internal override async Task<StationHostUnderTest> StartHost()
    {
        var connection = await database.CreateDatabase();
        var cluster = new ClusterUnderTest();
        await cluster.Join(SiloInTest.Options(connection));
        await cluster.Join(SiloInTest.Options(connection));
        await cluster.AskAnother();
        return cluster;
    }
}
