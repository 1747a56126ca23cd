using Monitoring.Contracts;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Storage.Tests;
using Monitoring.Storage.Tests.Influx;
using Monitoring.Testing;

namespace Monitoring.Storage.InfluxClient.Tests;

/// <summary>Answers as InfluxDB 2 documents them, from a scripted server.</summary>
public sealed class InfluxClientAnswerTests
{
    private static readonly StationId Station = StationId.Parse("CQ001");

    [Fact]
    public async Task Lines_go_compressed_with_the_token_and_named_ones_are_refused_alone()
    {
        using var server = new SimulatedInflux(r => r.Lines.FirstOrDefault(l => l.Contains("text=\"bad\"", StringComparison.Ordinal)) is { } bad
            ? (400, $"{{\"code\":\"invalid\",\"message\":\"unable to parse '{bad.Replace("\"", "\\\"")}': invalid number\"}}", null)
            : (204, "", null));
        using var store = Open(server);

        var answer = await store.Write([Point("8.1", 0), Point("bad", 1), Point("8.3", 2)], default);

        answer.Rejected.ShouldHaveSingleItem().Reason.ShouldBe("invalid number");
        server.Taken.Count.ShouldBe(2);
        server.Requests.ShouldAllBe(r => r.Path == "/api/v2/write" && r.Encoding == "gzip" && r.Authorization == "Token t0ken" && r.Query.Contains("precision=ms"));
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_is_asked_again()
    {
        var answers = new Queue<(int, string, string?)>([(429, "{\"code\":\"too many requests\",\"message\":\"slow down\"}", "1"), (503, "{\"code\":\"unavailable\",\"message\":\"busy\"}", null), (204, "", null)]);
        using var server = new SimulatedInflux(_ => answers.Dequeue());
        using var store = Open(server);

        (await Eventually.Ends(store.Write([Point("8.1", 0)], default))).Rejected.ShouldBeEmpty();

        server.Requests.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_wrong_token_is_said_at_once()
    {
        using var server = new SimulatedInflux(_ => (401, "{\"code\":\"unauthorized\",\"message\":\"unauthorized access\"}", null));
        using var store = Open(server);

        (await Should.ThrowAsync<StoreUnavailableException>(() => store.Write([Point("8.1", 0)], default))).Message.ShouldContain("Storage:Series:Influx:Token");
        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_server_that_is_not_there_can_be_tried_later()
    {
        using var store = new InfluxClientSeriesStore(
            new InfluxOptions { Url = new Uri($"http://127.0.0.1:{FreePort.Take()}"), Organization = "basin", Bucket = "raw", TotalTimeout = TimeSpan.FromMilliseconds(500), FirstPause = TimeSpan.FromMilliseconds(10) },
            TimeProvider.System);

        await Should.ThrowAsync<StoreUnavailableException>(() => Eventually.Ends(store.Write([Point("8.1", 0)], default)));
    }

    [Fact]
    public async Task Readings_come_from_the_annotated_table_that_Flux_answers()
    {
        string[] answer =
        [
            "#datatype,string,long,dateTime:RFC3339,string,string,string,string,string,string,string,long,long,long,long",
            "#group,false,false,false,false,false,false,false,false,false,false,false,false,false,false",
            "#default,_result,,,,,,,,,,,,,",
            ",result,table,_time,kind,length,source,flag,gateway,text,unit,gateway_at,received_at,sent_at,sequence",
            ",,0,2026-08-21T04:00:00Z,instant,0,automatic,N,gw,8.10,mg/L,1787284799000,1787284800000,1787284807000,7",
            ",,0,2026-08-21T04:00:00Z,mean,3600,automatic,N,gw,8.05,mg/L,1787284799000,1787284800000,1787284808000,8",
            "",
        ];
        using var server = new SimulatedInflux(_ => (200, string.Join("\r\n", answer), null));
        using var store = Open(server);

        var page = await store.Readings(new ReadingRange(Station, ParameterCode.Parse("w01009"), Sample.Noon, Sample.Noon.AddHours(1)), cursor: null, limit: 10, default);

        page.Items.Count.ShouldBe(2);
        page.Items[0].Current.ShouldBe(Sample.Reading("w01009", Sample.Noon, "8.10", sequence: 7));
        page.Items[1].Current.Reading.Key.Length.ShouldBe(TimeSpan.FromHours(1));
        server.Requests.ShouldHaveSingleItem().Path.ShouldBe("/api/v2/query");
    }

    [Fact]
    public async Task A_text_with_commas_and_quotes_comes_back_from_its_column()
    {
        using var server = new SimulatedInflux(_ => (200, string.Join("\r\n",
            ",result,table,_time,kind,length,source,flag,gateway,text,unit,gateway_at,received_at,sent_at,sequence",
            ",,0,2026-08-21T04:00:00Z,instant,0,automatic,N,gw,\"a, \"\"b\"\"\",mg/L,1787284799000,1787284800000,1787284807000,7", ""), null));
        using var store = Open(server);

        (await Read(store)).Items.ShouldHaveSingleItem().Current.Reading.Text.ShouldBe("a, \"b\"");
    }

    [Theory]
    [InlineData(200, ",error,reference\r\n,out of memory,897\r\n", "out of memory")]
    [InlineData(404, "{\"code\":\"not found\",\"message\":\"bucket raw not found\"}", "bucket raw not found")]
    public async Task A_query_that_fails_says_why(int status, string answer, string expected)
    {
        using var server = new SimulatedInflux(_ => (status, answer, null));
        using var store = Open(server);

        (await Should.ThrowAsync<StoreUnavailableException>(() => Read(store))).Message.ShouldContain(expected);
    }

    [Fact]
    public async Task An_empty_answer_has_no_readings()
    {
        using var server = new SimulatedInflux(_ => (200, "\r\n", null));
        using var store = Open(server);

        (await Read(store)).Items.ShouldBeEmpty();
    }

    private static Task<Page<ReadingHistory>> Read(InfluxClientSeriesStore store) =>
        store.Readings(new ReadingRange(Station, ParameterCode.Parse("w01009"), Sample.Noon, Sample.Noon.AddHours(1)), cursor: null, limit: 10, default);

    private static SeriesPoint Point(string text, int minute) => new(Station, Sample.Reading("w01009", Sample.Noon.AddMinutes(minute), text));

    private static InfluxClientSeriesStore Open(SimulatedInflux server) => new(
        new InfluxOptions { Url = server.Url, Organization = "basin", Bucket = "raw", Token = "t0ken", FirstPause = TimeSpan.FromMilliseconds(10) }, TimeProvider.System);
}
