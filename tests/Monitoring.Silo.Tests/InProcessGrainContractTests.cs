using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Storage;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests;

public sealed class InProcessGrainContractTests : GrainContractTests
{
    internal override Task<StationHostUnderTest> StartHost() => Task.FromResult<StationHostUnderTest>(new InProcess());

    private sealed class InProcess : StationHostUnderTest
    {
        private readonly SiloUnderTest silo = new();

        public override IStationRouter Router => silo.Host;

        public override ISilenceWatch Silence => silo.Host;

        public override IStationFeed Feed => silo.Feed;

        public override FaultyStationStore Store => silo.FaultyStore;

        public override async Task<int> ReadingCount(StationId station) => (await silo.Readings(station, "w01009")).Count;

        public override Task HaveCome(int batches) => Task.CompletedTask;

        public override Task<long> Activations() => Task.FromResult(silo.Host.Activations);

        public override async Task Deactivate(StationId station)
        {
            silo.Clock.Advance(silo.Options.DeactivateAfter);
            await Eventually.True(async () =>
            {
                await silo.Host.Sweep();
                return silo.Host.ActiveStations == 0;
            });
        }

        public override async Task AdvanceClock(TimeSpan by)
        {
            silo.Clock.Advance(by);
            await Eventually.True(silo.Host.Sweep);
        }

        public override Task Register(Station station) => silo.Store.Registry.Upsert(station);

        public override ValueTask DisposeAsync() => silo.DisposeAsync();
    }
}
