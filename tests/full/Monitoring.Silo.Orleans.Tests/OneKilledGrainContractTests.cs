using Monitoring.Silo.Orleans.Stations;
using Monitoring.Silo.Tests;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Two silos, of which the other one, a program with stations of its own, was killed: who is left keeps the whole contract.</summary>
public sealed class OneKilledGrainContractTests(ClusterDatabase database) : GrainContractTests
{
    internal override async Task<StationHostUnderTest> StartHost()
    {
        var connection = await database.CreateDatabase();
        var cluster = new ClusterUnderTest();
        var left = await cluster.Join(SiloInTest.Options(connection, probeSeconds: 1));
        await using (var killed = await SiloProgram.Start(connection))
        {
            await Eventually.True(() => left.Living == 2, "both silos know each other");

            // Twenty stations find both silos among their owners, this one perhaps too.
            await Task.WhenAll(Enumerable.Range(1, 20).Select(i => left.Grains.GetGrain<IStationDoor>($"X{i}").Tick()));
            left.Activations.ShouldBeInRange(1, 19);
            await killed.Kill();
        }

        await Eventually.True(() => left.Living == 1, "the killed one is found dead");
        cluster.CountFromHere();
        return cluster;
    }
}
