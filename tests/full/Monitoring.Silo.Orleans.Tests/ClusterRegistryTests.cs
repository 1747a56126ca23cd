using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Silo.Tests;
using Monitoring.Storage;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Two silos that see the store each for itself, as two processes do.</summary>
public sealed class ClusterRegistryTests(ClusterDatabase database)
{
    [Fact]
    public async Task A_target_that_is_set_in_one_silo_holds_for_the_next_verdict_in_another()
    {
        var clock = new ManualTimeProvider(SiloUnderTest.Noon);
        var options = new SiloOptions { SweepEvery = TimeSpan.FromHours(1) };
        var connection = await database.CreateDatabase();
        var shared = PostgresDatabase.Of(connection);
        await using var store = PostgresMonitoringStore.Open(shared, migrator: null, clock, StoreOwnership.Shared);
        await using var another = PostgresMonitoringStore.Open(shared, migrator: null, clock, StoreOwnership.Shared);
        await using var first = await SiloInTest.Start(SiloInTest.Options(connection), store.Stations, store.Registry, clock, options);
        await using var second = await SiloInTest.Start(SiloInTest.Options(connection), another.Stations, another.Registry, clock, options);
        await Eventually.True(() => first.Living == 2 && second.Living == 2, "the silos know each other");
        await first.Router.Accept(Batch(1, SiloUnderTest.Noon));
        var (owner, other) = first.Activations == 1 ? (first, second) : (second, first);
        var registry = other.Services.GetRequiredService<IStationRegistry>();
        var section = (await registry.FindSection(Message.River.Value)).ShouldNotBeNull();
        var known = owner.Services.GetRequiredService<IStationStore>().RegistryVersion;

        await registry.Upsert(section with { Targets = [new SectionTarget(TargetBasis.Assessment, 1, From: null, To: null)] });
        await Eventually.True(() => owner.Services.GetRequiredService<IStationStore>().RegistryVersion > known, "the owner hears of it");
        await other.Router.Accept(Batch(2, SiloUnderTest.Noon.AddHours(4)));

        (await store.Queries.LatestVerdicts([Message.River]))[Message.River].Water!.TargetClass.ShouldBe(1);
        (owner.Activations, other.Activations).ShouldBe((1, 0), "one owner judged both");
    }

    private static StationBatch Batch(long sequence, DateTimeOffset at) => new(Message.River, "gw", at, [new SequencedTelemetry(sequence, Message.ClassTwo(at))]);
}
