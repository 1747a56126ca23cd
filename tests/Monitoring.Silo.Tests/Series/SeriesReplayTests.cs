using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Series;
using Monitoring.Silo.Tests.Import;
using Monitoring.Storage;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Series;

/// <summary>Published files with and without a raw series in InfluxDB, whose server is killed on the way.</summary>
public sealed class SeriesReplayTests
{
    private const string Database = "replay";

    private static readonly (string Kind, string File)[] Files =
    [
        (PublishedFile.WaterSnapshot, "water-snapshot-2026-08-21-dev.csv"),
        (PublishedFile.AirHourly, "air-stations-2026-04-01T12-dev.csv"),
        (PublishedFile.Hydrology, "hydrology-yangtze-2020-08-dev.csv"),
    ];

    [Fact]
    public async Task A_series_and_the_death_of_its_server_change_no_verdict_and_the_series_catches_up()
    {
        Assert.SkipUnless(SharedMaterial.IsPresent, SharedMaterial.AbsentReason);
        Assert.SkipUnless(InfluxServer.AbsentReason.Length == 0, InfluxServer.AbsentReason);
        await using var alone = await ImportedSilo.Start();
        foreach (var file in Files)
        {
            await Import(alone, file);
        }

        await using var server = await InfluxServer.Start();
        await server.CreateDatabase(Database);
        await using var followed = await ImportedSilo.Start();
        var options = new InfluxOptions { Url = server.Url, Database = Database, TotalTimeout = TimeSpan.FromSeconds(1), FirstPause = TimeSpan.FromMilliseconds(20) };
        using var series = new InfluxSeriesStore(options, TimeProvider.System);
        using var status = new SeriesStatus(TimeProvider.System);
        using var follower = Follower(followed, series, options, status);
        await follower.StartingAsync(default);
        await follower.StartAsync(default);

        await Import(followed, Files[0]);
        await server.Kill();
        await Import(followed, Files[1]);
        await Eventually.True(() => status.Failure is not null, "the follower notices");
        await Import(followed, Files[2]);
        await Eventually.True(() => status.Backlog.Waiting > 0, "readings wait");
        await server.Resume();
        await Eventually.True(() => status is { Failure: null, Backlog: { Waiting: 0, IsWhole: true } }, "the series catches up");
        await follower.StopAsync(default);

        (await Said(followed)).ShouldBe(await Said(alone));
        await ShouldHaveTheReadingsOf(followed, series);
    }

    [Fact]
    public async Task A_write_that_the_server_carries_out_after_its_correction_does_not_stand()
    {
        Assert.SkipUnless(InfluxServer.AbsentReason.Length == 0, InfluxServer.AbsentReason);
        await using var server = await InfluxServer.Start();
        await server.CreateDatabase(Database);
        using var way = new StallingServer(server.Url);
        using var series = new InfluxSeriesStore(
            new InfluxOptions { Url = way.Url, Database = Database, AttemptTimeout = TimeSpan.FromSeconds(1), TotalTimeout = TimeSpan.FromSeconds(2) }, TimeProvider.System);
        await using var followed = new FollowedSilo();
        await followed.Follow(series: series);
        var first = Message.Water(SiloUnderTest.Noon, "w01009=8.1");
        await followed.Silo.Send("gw", 1, first);
        way.Stalls = true;
        await Should.ThrowAsync<StoreUnavailableException>(followed.Step);
        way.Stuck.ShouldBeGreaterThan(0);
        way.Stalls = false;

        await followed.Silo.Send("gw", 2, Message.Water(SiloUnderTest.Noon, "w01009=8.3") with { SentAt = first.SentAt.AddMinutes(5) });
        await followed.TellAll();
        (await Values()).ShouldContain("8.3");
        await way.Arrive();
        (await Values()).ShouldContain("8.1", customMessage: "or the test shows nothing");
        await followed.TellDoubts();

        (await Values()).ShouldContain("8.3");

        Task<string> Values() => server.Query("SELECT \"value\" FROM \"reading\"", Database);
    }

    private static SeriesFollower Follower(ImportedSilo silo, InfluxSeriesStore series, InfluxOptions options, SeriesStatus status) => new(
        silo.Silo.Store.Outbox,
        series,
        new SeriesPlace(options.Place(SeriesKind.Influx), "silo"),
        new SeriesOptions { LookEvery = TimeSpan.FromMilliseconds(20), FailurePause = TimeSpan.FromMilliseconds(50) },
        TimeProvider.System,
        status,
        NullLogger<SeriesFollower>.Instance);

    private static async Task Import(ImportedSilo silo, (string Kind, string File) file) =>
        await silo.Import(file.Kind, await File.ReadAllBytesAsync(SharedMaterial.PathOf("data", "real", file.File)));

    // Every verdict with the evidence it rests on, in the order of stations.
    private static async Task<IReadOnlyList<string>> Said(ImportedSilo silo)
    {
        var said = new List<string>();
        foreach (var station in await silo.Stations(new StationFilter()))
        {
            foreach (var kind in Enum.GetValues<VerdictKind>())
            {
                var verdicts = await silo.Silo.Queries.Verdicts(station.Station.Id, kind, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100), cursor: null, limit: 1000);
                said.AddRange(verdicts.Items.Select(v => $"{v.Station} {v.Kind} {v.At:O} {v.Class} {v.TargetClass} {v.Aqi} {v.Reason} {v.CertificateId}"));
            }
        }

        said.Count.ShouldBeGreaterThan(150);
        return said;
    }

    private static async Task ShouldHaveTheReadingsOf(ImportedSilo silo, InfluxSeriesStore series)
    {
        var seen = 0;
        foreach (var station in await silo.Stations(new StationFilter()))
        {
            foreach (var latest in await silo.Silo.Queries.Latest(station.Station.Id))
            {
                var range = new ReadingRange(station.Station.Id, latest.Parameter, DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
                var state = (await silo.Silo.Queries.Readings(range, cursor: null, limit: 1000)).Items.Select(h => h.Current);
                var told = (await series.Readings(range, cursor: null, limit: 1000, default)).Items.Select(h => h.Current).ToList();
                told.ShouldBe(state, ignoreOrder: true);
                seen += told.Count;
            }
        }

        seen.ShouldBeGreaterThan(1000);
    }
}
