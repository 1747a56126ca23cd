using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests;

/// <summary>Whole silos that start at once on a database that nobody has used: as programs of a deployment do that were started together.</summary>
public sealed class FreshDatabaseTests : IAsyncLifetime
{
    // A way to host stations whose silos write one store, as a cluster's do; whose each station is the test sees to.
    private static readonly StationHosting Sharing = new("sharing", static (services, _) => services.AddInProcessStations()) { SharesStore = true };

    private readonly TemporaryFolder folder = new();
    private readonly string absentSeries = $"http://127.0.0.1:{FreePort.Take()}";
    private PostgresServer server = null!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        server = await PostgresServer.Start();
        await server.Execute("CREATE ROLE monitoring_owner LOGIN; CREATE ROLE monitoring LOGIN");
        await server.CreateDatabase("fresh", owner: "monitoring_owner");
    }

    [Fact]
    public async Task Those_that_share_it_all_start_enter_the_registry_once_and_take_readings_at_once()
    {
        var silos = await Eventually.Ends(Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => Start(i, Sharing.Name)))));

        try
        {
            await Eventually.Ends(Task.WhenAll(silos.Select((silo, i) => Task.Run(() => Deliver(silo, i)))));

            var store = silos[0].Services.GetRequiredService<IMonitoringStore>();
            var seeded = RegistrySeed.Of(DateTimeOffset.UnixEpoch, defaultTargetClass: 3).Select(s => s.Station.Id.Value).ToList();
            var registered = await Registered(store);
            registered.Count.ShouldBe(seeded.Count + silos.Length);
            registered.ShouldBe([.. seeded, .. silos.Select((_, i) => Name(i))], ignoreOrder: true);
            (await store.Queries.Gateways()).Select(g => g.Highest).ShouldBe([20, 20, 20]);
            for (var i = 0; i < silos.Length; i++)
            {
                (await store.Queries.Latest(StationId.Parse(Name(i)))).ShouldNotBeEmpty();
            }

            (await silos[0].Services.GetRequiredService<ISeriesOutbox>().Backlog()).Waiting.ShouldBe(60, "each message waits once for the series, which is away");
        }
        finally
        {
            foreach (var silo in silos)
            {
                await silo.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task Of_those_that_do_not_share_it_one_starts_and_the_others_say_why_not()
    {
        var starts = Enumerable.Range(0, 3).Select(i => Task.Run(() => Start(i, StationHosting.InProcess.Name))).ToList();
        await Eventually.Ends(Task.WhenAll(starts.Select(s => s.ContinueWith(static _ => { }, TaskScheduler.Default))));

        var started = starts.Where(s => s.IsCompletedSuccessfully).ToList();
        await Deliver(await started.ShouldHaveSingleItem(), 0);
        foreach (var refused in starts.Except(started))
        {
            (await Should.ThrowAsync<StartFailure>(refused)).Message.ShouldBe($"postgresql://127.0.0.1:{server.Port}/fresh is in use by another process: stop it, or choose another database");
        }

        await (await started[0]).DisposeAsync();
        await (await Start(3, StationHosting.InProcess.Name)).DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }

        folder.Dispose();
    }

    private static string Name(int silo) => $"FRESH-{silo}";

    private static async Task Deliver(ServedSilo silo, int number)
    {
        var messages = Enumerable.Range(1, 20).Select(i => new SequencedTelemetry(i, Message.Water(StationId.Parse(Name(number)), SiloUnderTest.Noon.AddDays(-20 * i), "w01001=7.5", "w01009=7.0")));
        var receipt = await silo.Services.GetRequiredService<IIngest>().Accept(new IngestBatch($"gw-{number}", [.. messages]), default);
        receipt.Rejected.ShouldBeEmpty();
        receipt.Accepted.ShouldBe([new SequenceRange(1, 20)]);
    }

    private static async Task<List<string>> Registered(IMonitoringStore store)
    {
        var all = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Registry.List(new StationFilter(), cursor, 500);
            all.AddRange(page.Items.Select(s => s.Station.Id.Value));
            cursor = page.Cursor;
        }
        while (cursor is not null);
        return all;
    }

    private Task<ServedSilo> Start(int number, string host) => ServedSilo.Start(
        new Dictionary<string, string?>
        {
            [ServedSilo.DataKey] = folder[$"silo-{number}"],
            [ServedSilo.HttpKey] = "0",
            ["Silo:Host"] = host,
            ["Storage:Kind"] = "postgres",
            ["Storage:Postgres:ConnectionString"] = server.ConnectionString("fresh", "monitoring"),
            ["Storage:Postgres:MigrationConnectionString"] = server.ConnectionString("fresh", "monitoring_owner"),
            ["Storage:Series:Kind"] = "influx",
            ["Storage:Series:Influx:Url"] = absentSeries,
        },
        TextWriter.Null,
        hostings: [Sharing]);
}
