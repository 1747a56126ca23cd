using Monitoring.Contracts;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>Answers that stop a batch, from a scripted server.</summary>
public sealed class InfluxWriterTests
{
    private static readonly StationId Station = StationId.Parse("CQ001");
    private static readonly (int, string, string?) Taken = (204, "", null);

    [Theory]
    [InlineData(InfluxApi.V1, "/write", "?db=monitoring&rp=raw&precision=ms")]
    [InlineData(InfluxApi.V2, "/api/v2/write", "?org=basin&bucket=raw%20values&precision=ms")]
    public async Task Lines_go_compressed_to_the_address_of_the_chosen_interface_with_its_login(InfluxApi api, string path, string query)
    {
        using var server = new SimulatedInflux(_ => Taken);
        var options = Options(server);
        (options.Api, options.RetentionPolicy, options.Organization, options.Bucket) = (api, "raw", "basin", "raw values");
        (options.User, options.Password, options.Token) = api is InfluxApi.V1 ? ("silo", "secret", "") : ("", "", "t0ken");

        (await Write(options, Values(3))).ShouldBeEmpty();

        var request = server.Requests.ShouldHaveSingleItem();
        (request.Path, request.Query, request.Encoding).ShouldBe((path, query, "gzip"));
        request.Authorization.ShouldBe(api is InfluxApi.V1 ? "Basic c2lsbzpzZWNyZXQ=" : "Token t0ken");
        request.Lines.Count.ShouldBe(3);
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_is_left_alone_for_that_long()
    {
        var clock = Sample.Clock();
        var answers = new Queue<(int, string, string?)>([(429, "slow down", "20"), (503, "busy", "7"), Taken]);
        using var server = new SimulatedInflux(_ => answers.Dequeue());
        using var store = new InfluxSeriesStore(Options(server), clock);

        var written = store.Write(Values(1), default);

        await Pause(1, 20);
        await Pause(2, 7);
        (await Eventually.Ends(written)).Rejected.ShouldBeEmpty();
        server.Taken.Count.ShouldBe(1);

        async Task Pause(int requests, int seconds)
        {
            await Eventually.True(() => clock.IsDueIn(TimeSpan.FromSeconds(seconds)));
            server.Requests.Count.ShouldBe(requests);
            clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromMilliseconds(1));
            clock.IsDueIn(TimeSpan.FromMilliseconds(1)).ShouldBeTrue();
            server.Requests.Count.ShouldBe(requests);
            clock.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public async Task A_server_that_stays_away_ends_the_write_with_what_to_look_at()
    {
        var options = new InfluxOptions { Url = new Uri($"http://127.0.0.1:{FreePort.Take()}"), TotalTimeout = TimeSpan.FromMilliseconds(300), FirstPause = TimeSpan.FromMilliseconds(10) };

        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => Write(options, Values(1)));

        refusal.Message.ShouldContain(options.Url.Authority);
    }

    [Theory]
    [InlineData(401, "Storage:Series:Influx:Token")]
    [InlineData(404, "Storage:Series:Influx:Database")]
    public async Task What_somebody_has_to_change_is_said_at_once_and_nothing_is_parked(int status, string key)
    {
        using var server = new SimulatedInflux(_ => (status, "{\"error\":\"no\"}", null));

        (await Should.ThrowAsync<StoreUnavailableException>(() => Write(Options(server), Values(5)))).Message.ShouldContain(key);

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Of_lines_that_the_answer_names_only_those_are_refused()
    {
        using var server = new SimulatedInflux(r => r.Lines.Where(IsBad).ToList() is { Count: > 0 } bad
            ? (400, $"{{\"error\":\"partial write: {string.Join("\\n", bad.Select(l => $"unable to parse '{l.Replace("\\", "\\\\").Replace("\"", "\\\"")}': invalid number"))} dropped=0\"}}", null)
            : Taken);
        var values = Values(100, i => i is 17 or 60 ? "bad': x" : $"{i}");

        var rejected = await Write(Options(server), values);

        rejected.Select(r => (r.Point.Version.Reading.Key.Start, r.Reason)).ShouldBe([(Start(17), "invalid number"), (Start(60), "invalid number")], ignoreOrder: true);
        server.Taken.Count.ShouldBe(98);
        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Lines_named_by_number_are_refused_and_no_others()
    {
        using var server = new SimulatedInflux(r => r.Lines.Index().Where(l => IsBad(l.Item)).ToList() is { Count: > 0 } bad
            ? (400, $"{{\"error\":\"partial write of line protocol occurred\",\"data\":[{string.Join(',', bad.Select(l => $"{{\"line_number\":{l.Index + 1},\"error_message\":\"bad value\"}}"))}]}}", null)
            : Taken);

        var rejected = await Write(Options(server), Values(50, i => i % 10 == 3 ? "bad" : $"{i}"));

        rejected.Count.ShouldBe(5);
        rejected.ShouldAllBe(r => r.Reason == "bad value" && r.Point.Version.Reading.Text == "bad");
        server.Taken.Count.ShouldBe(45);
    }

    [Fact]
    public async Task A_line_that_no_answer_names_is_found_by_halves()
    {
        using var server = new SimulatedInflux(r => r.Lines.Count(IsBad) is > 0 and var bad
            ? (400, $"{{\"error\":\"partial write: field type conflict: input field \\\"value\\\" dropped={bad}\"}}", null)
            : Taken);

        var rejected = await Write(Options(server), Values(1000, i => i == 700 ? "bad" : $"{i}"));

        rejected.ShouldHaveSingleItem().Reason.ShouldBe("partial write: field type conflict: input field \"value\"");
        server.Taken.Distinct().Count().ShouldBe(999);
        server.Requests.Count.ShouldBeLessThan(25);
    }

    [Fact]
    public async Task Lines_older_than_the_server_keeps_are_done_with_and_not_parked()
    {
        using var server = new SimulatedInflux(r => (400, $"{{\"error\":\"partial write: points beyond retention policy dropped={r.Lines.Count}\"}}", null));

        (await Write(Options(server), Values(20))).ShouldBeEmpty();

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_too_large_for_the_server_goes_in_parts()
    {
        using var server = new SimulatedInflux(r => r.Lines.Count > 30 ? (413, "{\"error\":\"Request Entity Too Large\"}", null) : Taken);

        (await Write(Options(server), Values(100))).ShouldBeEmpty();

        server.Taken.Count.ShouldBe(100);
    }

    [Fact]
    public async Task A_limit_of_the_server_is_no_fault_of_the_lines()
    {
        using var server = new SimulatedInflux(r => (400, $"{{\"error\":\"partial write: max-series-per-database limit exceeded: (1000000) dropped={r.Lines.Count}\"}}", null));

        (await Should.ThrowAsync<StoreUnavailableException>(() => Write(Options(server), Values(20)))).Message.ShouldContain("limit exceeded");

        server.Requests.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_of_every_request_parks_nothing_and_is_soon_believed()
    {
        using var server = new SimulatedInflux(_ => (400, "<html>bad gateway configuration</html>", null));

        (await Should.ThrowAsync<StoreUnavailableException>(() => Write(Options(server), Values(4096)))).Message.ShouldContain("bad gateway configuration");

        server.Requests.Count.ShouldBeLessThan(40);
    }

    [Fact]
    public async Task Lines_in_front_that_are_refused_in_words_nobody_knows_hold_nothing_up()
    {
        using var server = new SimulatedInflux(r => r.Lines.Any(IsBad) ? (400, "computer says no", null) : Taken);

        var rejected = await Write(Options(server), Values(200, i => i < 40 ? "bad" : $"{i}"));

        rejected.Count.ShouldBe(40);
        rejected.ShouldAllBe(r => r.Reason == "computer says no" && r.Point.Version.Reading.Text == "bad");
        server.Taken.Count(l => l.StartsWith("reading,", StringComparison.Ordinal)).ShouldBe(160);
        server.Taken.Count(l => l.StartsWith("reading_probe ", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Fact]
    public async Task A_batch_of_nothing_but_refused_lines_ends_after_a_bounded_number_of_requests()
    {
        using var server = new SimulatedInflux(r => r.Lines.Any(IsBad) ? (400, "computer says no", null) : Taken);

        (await Write(Options(server), Values(3000, _ => "bad"))).Count.ShouldBe(3000);

        server.Requests.Count.ShouldBeLessThan(1100);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(504, true)]
    [InlineData(429, false)]
    [InlineData(503, false)]
    public async Task An_answer_that_does_not_say_whether_the_lines_are_taken_leaves_them_in_doubt(int status, bool isInDoubt)
    {
        var answers = new Queue<(int, string, string?)>([(status, "{\"error\":\"timeout\"}", null), Taken]);
        using var server = new SimulatedInflux(_ => answers.Dequeue());
        using var store = new InfluxSeriesStore(Options(server), TimeProvider.System);

        (await Eventually.Ends(store.Write(Values(1), default))).IsInDoubt.ShouldBe(isInDoubt);
        answers.Enqueue(Taken);
        (await Eventually.Ends(store.Write(Values(1), default))).IsInDoubt.ShouldBeFalse();
    }

    [Fact]
    public async Task Of_several_versions_of_a_reading_in_one_write_the_current_one_is_sent()
    {
        using var server = new SimulatedInflux(_ => Taken);
        var old = Sample.Reading("w01009", Sample.Noon, "8.1", sequence: 1);
        var current = Sample.Reading("w01009", Sample.Noon, "8.3", sequence: 2);

        await Write(Options(server), [new SeriesPoint(Station, current), new SeriesPoint(Station, old)]);

        server.Taken.ShouldHaveSingleItem().ShouldContain("text=\"8.3\"");
    }

    private static bool IsBad(string line) => line.Contains("text=\"bad", StringComparison.Ordinal);

    private static DateTimeOffset Start(int i) => Sample.Noon.AddMinutes(i);

    private static List<SeriesPoint> Values(int count, Func<int, string>? text = null) =>
        [.. Enumerable.Range(0, count).Select(i => new SeriesPoint(Station, Sample.Reading("w01009", Start(i), text?.Invoke(i) ?? $"{i}")))];

    private static InfluxOptions Options(SimulatedInflux server) => new() { Url = server.Url, FirstPause = TimeSpan.FromMilliseconds(10) };

    private static async Task<IReadOnlyList<RejectedPoint>> Write(InfluxOptions options, IReadOnlyCollection<SeriesPoint> points)
    {
        using var store = new InfluxSeriesStore(options, TimeProvider.System);
        return (await Eventually.Ends(store.Write(points, default))).Rejected;
    }
}
