using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Tests;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>The sweep of the cluster by its real reminder.</summary>
public sealed class ReminderTests(ClusterDatabase database) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_silent_station_is_noticed_in_every_silo_and_also_when_the_silo_that_swept_is_gone()
    {
        var clock = new ManualTimeProvider(SiloUnderTest.Noon);
        var options = new SiloOptions { SweepEvery = TimeSpan.FromSeconds(1) };
        var connection = await database.CreateDatabase();
        await using var store = SqliteMonitoringStore.Open(folder.Path, clock);
        await using var left = await SiloInTest.Start(SiloInTest.Options(connection), store.Stations, store.Registry, clock, options);
        await using (var leaving = await SiloInTest.Start(SiloInTest.Options(connection), store.Stations, store.Registry, clock, options))
        {
            await Register(store, "first");
            clock.Advance(TimeSpan.FromHours(3));

            await Eventually.True(() => left.Silence.IsSilent(StationId.Parse("first")) && leaving.Silence.IsSilent(StationId.Parse("first")), "both silos know");
        }

        await Register(store, "second");
        clock.Advance(TimeSpan.FromHours(3));

        await Eventually.True(() => left.Silence.IsSilent(StationId.Parse("second")), "the reminder goes on");
    }

    public void Dispose() => folder.Dispose();

    private static Task Register(SqliteMonitoringStore store, string id) => store.Registry.Upsert(new Station(
        StationId.Parse(id), id, SectionId: null, StationKind.Water, StationRole.Section, "", StationOrigin.Real, "站", "", Province.Sichuan, "", null, null, TimeSpan.FromHours(1), SiloUnderTest.Noon));
}
