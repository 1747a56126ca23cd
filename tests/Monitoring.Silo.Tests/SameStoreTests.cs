using Monitoring.Contracts;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Tests.Import;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>The same messages end in the same readings, verdicts, alerts and certificates, whichever store is configured.</summary>
public sealed class SameStoreTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private int databases;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        server = await PostgresServer.Start();
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task Shuffled_corrections_with_restarts_between_them()
    {
        foreach (var seed in new[] { 11, 12 })
        {
            // And at their end a river without oxygen, so that there are alerts to compare.
            var messages = MergePropertyTests.Messages(new Random(seed));
            messages.AddRange(Enumerable.Range(1, 6).Select(i => new SequencedTelemetry(messages.Count + i, Message.Water(Noon.AddHours(12 + i), "w21003=0.2", "w01009=1.0"))).ToList());
            await using var file = new SiloUnderTest(Noon.AddDays(2));
            await Deliver(file, messages, new Random(seed));
            await using var database = new SiloUnderTest(Noon.AddDays(2), store: await Postgres());
            await Deliver(database, messages, new Random(seed));

            (await SiloContents.Describe(database)).ShouldBe(await SiloContents.Describe(file), $"seed {seed}");
            (await Alerts(database)).ShouldBe(await Alerts(file), $"seed {seed}");
            (await Alerts(file)).ShouldNotBeEmpty($"seed {seed}");
        }
    }

    [Fact]
    public async Task Published_files_of_water_air_and_hydrology()
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        await using var file = await ImportedSilo.Start();
        await using var database = await ImportedSilo.Start(await Postgres());
        foreach (var (kind, name) in new[]
        {
            (PublishedFile.WaterSnapshot, "water-snapshot-2026-08-21-dev.csv"),
            (PublishedFile.AirHourly, "air-stations-2026-04-01T12-dev.csv"),
            (PublishedFile.Hydrology, "hydrology-yangtze-2020-08-dev.csv"),
        })
        {
            var content = await File.ReadAllBytesAsync(SharedMaterial.PathOf("data", "real", name));
            var (stored, again) = ((await file.Import(kind, content)).Stored, (await database.Import(kind, content)).Stored);
            again.ShouldBe(stored);
        }

        var stations = await file.Stations(new StationFilter());
        (await database.Stations(new StationFilter())).Select(s => s.Station).ShouldBe(stations.Select(s => s.Station));
        var ids = stations.Select(s => s.Station.Id).ToList();
        var (ofFile, ofDatabase) = (await file.Silo.Queries.LatestVerdicts(ids), await database.Silo.Queries.LatestVerdicts(ids));
        ofFile.Count.ShouldBeGreaterThan(150);
        Said(ofDatabase).ShouldBe(Said(ofFile));
        foreach (var verdict in ofFile.Values)
        {
            (await database.Silo.Certificates.Find(verdict.CertificateId))!.Document.ShouldBe((await file.Silo.Certificates.Find(verdict.CertificateId))!.Document);
        }

        (await database.Silo.Queries.Gateways()).Select(g => (g.GatewayId, g.Highest, g.Gaps.Count)).ShouldBe((await file.Silo.Queries.Gateways()).Select(g => (g.GatewayId, g.Highest, g.Gaps.Count)));
    }

    private static IEnumerable<string> Said(IReadOnlyDictionary<StationId, StoredVerdict> verdicts) => verdicts.Values
        .Select(v => $"{v.Station} {v.At:O} {v.Class} {v.Aqi} {v.Reason} {v.CertificateId} {v.Since:O}").Order(StringComparer.Ordinal);

    private static async Task Deliver(SiloUnderTest silo, List<SequencedTelemetry> messages, Random random)
    {
        var remaining = messages.Concat(messages.Where(_ => random.Next(3) == 0)).OrderBy(_ => random.Next()).ToList();
        while (remaining.Count > 0)
        {
            var size = Math.Min(remaining.Count, random.Next(1, 8));
            (await silo.Ingest.Accept(new IngestBatch("gw", [.. remaining.Take(size).DistinctBy(m => m.Sequence)]), default)).Rejected.ShouldBeEmpty();
            remaining.RemoveRange(0, size);
            if (random.Next(12) == 0)
            {
                await silo.Restart();
            }
        }
    }

    // Ids are drawn; all else is the same.
    private static async Task<IEnumerable<AlertFinding>> Alerts(SiloUnderTest silo) =>
        (await silo.Store.Stations.Load(Message.River, new StepNeeds { AlertWindow = new TimeRange(Noon.AddDays(-4), Noon.AddDays(4)) }))
            .AlertPast.Alerts.Select(a => a with { Id = "" });

    private async Task<Func<TimeProvider, IMonitoringStore>> Postgres()
    {
        var made = PostgresDatabase.Of(await server.CreateDatabase($"silo_{++databases}"));
        return clock => PostgresMonitoringStore.Open(made, migrator: null, clock);
    }
}
