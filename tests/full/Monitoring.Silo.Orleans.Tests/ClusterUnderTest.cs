using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Orleans.Stations;
using Monitoring.Silo.Tests;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;
using Orleans.Core.Internal;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Silos of one cluster in this process, and the store behind them. The one that is asked is not the one that owns <see cref="Message.River"/>, where there is a choice.</summary>
internal sealed class ClusterUnderTest : StationHostUnderTest
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new(SiloUnderTest.Noon);
    private readonly SiloOptions options = new() { SweepEvery = TimeSpan.FromHours(1) };
    private readonly SqliteMonitoringStore store;
    private readonly List<SiloInTest> silos = [];
    private long before;

    public ClusterUnderTest()
    {
        store = SqliteMonitoringStore.Open(folder.Path, clock);
        Store = new FaultyStationStore(store.Stations);
    }

    public IReadOnlyList<SiloInTest> Silos => silos;

    public override IStationRouter Router => Asked.Router;

    public override ISilenceWatch Silence => Asked.Silence;

    public override IStationFeed Feed => Asked.Feed;

    public override FaultyStationStore Store { get; }

    public SiloInTest Asked { get; private set; } = null!;

    /// <summary>Another silo joins.</summary>
    public async Task<SiloInTest> Join(OrleansOptions orleans)
    {
        var silo = await SiloInTest.Start(orleans, Store, store.Registry, clock, options);
        silos.Add(silo);
        Asked = silo;
        await Eventually.True(() => silos.TrueForAll(s => s.Living >= silos.Count), "the silos know each other");
        return silo;
    }

    /// <summary>Lets the station have its owner, and asks another silo from now on.</summary>
    public async Task AskAnother()
    {
        await silos[0].Grains.GetGrain<IStationDoor>(Message.River.Value).Tick();
        Asked = silos.Single(s => s.Activations == 0);
    }

    /// <summary>Forgets the activations that there were.</summary>
    public void CountFromHere() => before = silos.Sum(s => s.Activations);

    public override async Task<int> ReadingCount(StationId station) => (await store.Queries.Readings(
        new ReadingRange(station, ParameterCode.Parse("w01009"), SiloUnderTest.Noon.AddYears(-2), SiloUnderTest.Noon.AddYears(2)), cursor: null, limit: 1000)).Items.Count;

    public override Task HaveCome(int batches) => Eventually.True(() => silos.Sum(s => s.Come.Batches) >= batches, $"{batches} batches have come");

    public override Task<long> Activations() => Task.FromResult(silos.Sum(s => s.Activations) - before);

    public override async Task Deactivate(StationId station) =>
        await Asked.Grains.GetGrain<IStationDoor>(station.Value).AsReference<IGrainManagementExtension>().DeactivateOnIdle();

    public override async Task AdvanceClock(TimeSpan by)
    {
        clock.Advance(by);
        await Asked.Grains.GetGrain<ISweepGrain>(0).Sweep();
    }

    public override Task Register(Station station) => store.Registry.Upsert(station);

    public override async ValueTask DisposeAsync()
    {
        await Task.WhenAll(silos.Select(s => s.DisposeAsync().AsTask()));
        await store.DisposeAsync();
        folder.Dispose();
    }
}
