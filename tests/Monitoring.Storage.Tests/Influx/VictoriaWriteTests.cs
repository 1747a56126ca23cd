using Monitoring.Contracts;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>
/// The writes of the suite on VictoriaMetrics, at both addresses. It keeps numbers, each field as a metric of its own; what it took is read by its
/// export. A reader of it for the product there is not.
/// </summary>
public abstract class VictoriaWriteTests : IAsyncLifetime
{
    private static readonly StationId Station = StationId.Parse("CQ001");
    private VictoriaServer? victoria;

    private ISeriesStore? store;

    protected abstract ISeriesStore Open(InfluxOptions options);

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(VictoriaServer.AbsentReason.Length == 0, VictoriaServer.AbsentReason);
        victoria = await VictoriaServer.Start();
        store = Open(new InfluxOptions { Url = victoria.Url, Database = "monitoring", Organization = "basin", Bucket = "raw" });
    }

    [Fact]
    public async Task Every_reading_is_there_with_its_key_time_and_number()
    {
        var hours = Enumerable.Range(0, 2000).Select(i => Point(Sample.Noon.AddHours(-i), $"{i}.5")).ToList();

        (await store!.Write(hours, default)).Rejected.ShouldBeEmpty();

        var values = await victoria!.Export("reading_value");
        values.Select(v => (v.Time, v.Value)).ShouldBe(hours.Select((h, i) => (h.Version.Reading.Key.Start.ToUnixTimeMilliseconds(), i + 0.5)).Reverse());
        values.ShouldAllBe(v => v.Labels["station"] == "CQ001" && v.Labels["parameter"] == "w01009" && v.Labels["kind"] == "instant" && v.Labels["length"] == "0" && v.Labels["source"] == "automatic");
    }

    [Fact]
    public async Task A_reading_that_is_told_again_is_one_sample()
    {
        for (var i = 0; i < 3; i++)
        {
            (await store!.Write([Point(Sample.Noon, "8.1"), Point(Sample.Noon.AddHours(1), "8.2")], default)).Rejected.ShouldBeEmpty();
        }

        (await victoria!.Export("reading_value")).Select(v => v.Value).ShouldBe([8.1, 8.2]);
    }

    [Fact]
    public async Task A_flag_that_invalidates_is_seen_and_a_text_without_a_number_has_none()
    {
        (await store!.Write([Point(Sample.Noon, "8.1", flag: "D"), Point(Sample.Noon.AddHours(1), "--"), Point(Sample.Noon.AddHours(2), "8.2")], default)).Rejected.ShouldBeEmpty();

        (await victoria!.Export("reading_value")).Select(v => v.Value).ShouldBe([8.1, 8.2]);
        (await victoria.Export("reading_valid")).Select(v => v.Value).ShouldBe([0, 0, 1]);
    }

    [Fact]
    public async Task A_text_of_any_characters_stays_within_its_reading()
    {
        (await store!.Write([Point(Sample.Noon, "x\" 1,value=9 2"), Point(Sample.Noon.AddHours(1), "c\\"), Point(Sample.Noon.AddHours(2), "7")], default)).Rejected.ShouldBeEmpty();

        (await victoria!.Export("reading_value")).ShouldHaveSingleItem().Value.ShouldBe(7);
        (await victoria.Export("reading_valid")).Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_text_with_a_line_break_is_refused_and_writes_no_value_of_another_station()
    {
        var forged = Point(Sample.Noon, "x\nreading,station=CQ002 value=1 1787284800000");

        (await store!.Write([forged, Point(Sample.Noon, "8.1") with { Station = StationId.Parse("CQ003") }], default)).Rejected.ShouldHaveSingleItem().Point.ShouldBe(forged);

        (await victoria!.Export("reading_value")).ShouldHaveSingleItem().Labels["station"].ShouldBe("CQ003");
    }

    public async ValueTask DisposeAsync()
    {
        (store as IDisposable)?.Dispose();
        if (victoria is not null)
        {
            await victoria.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private static SeriesPoint Point(DateTimeOffset start, string text, string flag = "N") => new(Station, Sample.Reading("w01009", start, text, flag: flag));
}
