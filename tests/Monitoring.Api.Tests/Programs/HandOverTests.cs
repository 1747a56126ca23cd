using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Storage;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>The hand-over between gateway and backend, over real HTTP into a silo of its own.</summary>
public sealed class HandOverTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Old = new(2026, 11, 1, 0, 0, 0, ChinaTime.Offset);
    private static readonly DateTimeOffset New = new(2026, 11, 20, 8, 0, 0, ChinaTime.Offset);

    private readonly TaskCompletionSource gate = new();
    private RunningSilo silo = null!;
    private TestSystem api = null!;
    private WatchedStationStore store = null!;
    private HttpClient gateway = null!;

    public async ValueTask InitializeAsync()
    {
        silo = await RunningSilo.Start(
            services => services.AddSingleton<IStationStore>(s => store = new WatchedStationStore(s.GetRequiredService<IMonitoringStore>().Stations)),
            ("Silo:MaxPendingMessages", "3"));
        api = await silo.StartApi();
        gateway = await api.AsGateway();
    }

    public async ValueTask DisposeAsync()
    {
        // A test that failed half way leaves commits waiting.
        gate.TrySetResult();
        gateway.Dispose();
        await api.DisposeAsync();
        await silo.DisposeAsync();
    }

    [Fact]
    public async Task A_gap_in_a_gateways_numbers_is_known_and_shown_until_it_is_filled()
    {
        await Send((1, Value(New, "6.1")), (2, Value(New.AddHours(1), "6.2")), (5, Value(New.AddHours(4), "6.5")));

        var holed = (await api.Get("/api/v1/gateways")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        holed.GetRawText().ShouldBe("""{"gatewayId":"edge-1","highest":5,"missing":2,"gaps":[{"first":3,"last":4}]}""");

        await Send((3, Value(New.AddHours(2), "6.3")), (4, Value(New.AddHours(3), "6.4")));

        var whole = (await api.Get("/api/v1/gateways")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        whole.GetRawText().ShouldBe("""{"gatewayId":"edge-1","highest":5,"missing":0,"gaps":[]}""");
    }

    [Fact]
    public async Task What_a_gateway_never_numbered_under_its_id_is_no_gap()
    {
        var receipt = await Post(TestSystem.Batch(new IngestBatch("edge-1", [new(4001, Value(New, "6.1")), new(4003, Value(New.AddHours(1), "6.2"))]) { NumberedFrom = 4000 }));

        receipt.Rejected.ShouldBeEmpty();
        var shown = (await api.Get("/api/v1/gateways")).GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        shown.GetRawText().ShouldBe("""{"gatewayId":"edge-1","highest":4003,"missing":2,"gaps":[{"first":4000,"last":4000},{"first":4002,"last":4002}]}""");
    }

    [Fact]
    public async Task A_bad_entry_is_rejected_alone_with_its_reason()
    {
        var spoiled = Value(New.AddHours(1), "6.2") with { Mn = "", Station = StationId.Parse("SPOILED") };
        var impossible = Value(New.AddHours(2), "6.3") with { SentAt = DateTimeOffset.MaxValue.AddDays(-1) };
        var batch = UplinkWire.Write(new IngestBatch("edge-1", [new(1, Value(New, "6.1")), new(2, spoiled), new(3, impossible)]));
        "SPO/LED"u8.CopyTo(batch.AsSpan(batch.AsSpan().IndexOf("SPOILED"u8)));

        var receipt = await Post(TestSystem.Protobuf(batch));

        receipt.Accepted.ShouldBe([new SequenceRange(1, 1)]);
        receipt.Rejected.Select(r => r.Sequence).Order().ShouldBe([2, 3]);
        receipt.Rejected.ShouldAllBe(r => r.Reason.Length > 10);
    }

    [Fact]
    public async Task A_correction_keeps_both_values_and_shows_the_later_one_whatever_came_first()
    {
        var first = Value(New, "6.10");
        var corrected = Value(New, "6.20") with { SentAt = first.SentAt.AddHours(1) };

        await Send((2, corrected));
        await Send((1, first), (3, corrected));

        var range = new ReadingRange(StationId.Parse("RIVER"), ParameterCode.Parse("w01009"), New.AddHours(-1), New.AddHours(1));
        var kept = (await silo.Services.GetRequiredService<IReadingQueries>().Readings(range, cursor: null, limit: 10)).Items.ShouldHaveSingleItem();
        kept.Current.Reading.Text.ShouldBe("6.20");
        kept.Superseded.ShouldHaveSingleItem().Reading.Text.ShouldBe("6.10");
    }

    [Fact]
    public async Task A_poisonous_reading_is_parked_alone_at_its_gateway_and_its_neighbours_arrive()
    {
        store.BeforeCommit = writes => writes.Current.Any(r => r.Reading.Text == "6.66")
            ? Task.FromException(new InvalidOperationException("the devil's number"))
            : Task.CompletedTask;
        await using var edge = await Edge();

        await edge.Upload("RIVER", Enumerable.Range(60, 10).Select(i => (Time(New.AddMinutes(i)), $"w01009-Rtd=6.{i}")));

        await Eventually.True(() => edge.Spool.PendingRows == 0, "every message is settled");
        store.Committed.Select(c => c.Text).Order().ShouldBe(Enumerable.Range(60, 10).Where(i => i != 66).Select(i => $"6.{i}"));
        var parked = edge.Quarantine.List(before: null, limit: 10).ShouldHaveSingleItem();
        parked.Reason.ShouldBe(QuarantineReason.RejectedByBackend.Word());
        parked.Detail.ShouldContain("devil");
        UplinkWire.TryRead(parked.Bytes, out var telemetry, out _).ShouldBeTrue();
        telemetry!.Readings.ShouldHaveSingleItem().Text.ShouldBe("6.66");
        (await api.Get("/api/v1/gateways")).GetProperty("items")[0].GetProperty("missing").GetInt64().ShouldBe(0, "what was rejected has come too");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_full_silo_says_429_and_how_long_to_wait_and_slowed_gateways_lose_nothing(bool isDeliveredThroughTheApi)
    {
        var held = 0;
        store.BeforeCommit = _ =>
        {
            Interlocked.Increment(ref held);
            return gate.Task;
        };
        var door = isDeliveredThroughTheApi ? api.Client.BaseAddress! : silo.Url;
        using var underWay = TestSystem.Batch(new IngestBatch("edge-1", [.. Enumerable.Range(1, 3).Select(i => new SequencedTelemetry(i, Value(Old.AddHours(i), $"5.{i}")))]));
        var first = gateway.PostAsync(new Uri(door, "/api/v1/ingest"), underWay);
        await Eventually.True(() => Volatile.Read(ref held) == 1, "the silo has taken all that it may");

        using var more = TestSystem.Batch(new IngestBatch("edge-2", [new SequencedTelemetry(1, Value(New, "7.0"))]));
        using var refused = await gateway.PostAsync(new Uri(door, "/api/v1/ingest"), more);
        refused.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        await using var edge = await Edge(door);
        await edge.Upload("OTHER", Enumerable.Range(0, 10).Select(i => (Time(New.AddMinutes(i)), $"w01009-Rtd=6.{i}")));
        await Eventually.True(() => edge.Uplink.LastFailure?.Contains("429", StringComparison.Ordinal) is true, "its gateway is told to wait");
        edge.Spool.PendingRows.ShouldBe(10);

        gate.SetResult();

        (await Eventually.Ends(first)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Eventually.True(() => edge.Spool.PendingRows == 0, "everything arrives once there is room");
        store.Committed.Where(c => c.Text.StartsWith("6.", StringComparison.Ordinal)).Select(c => c.Text).Order().ShouldBe(Enumerable.Range(0, 10).Select(i => $"6.{i}"));
    }

    [Fact]
    public async Task A_value_measured_now_is_stored_before_the_back_fill_that_waits_in_front_of_it()
    {
        const int Backlog = 600;
        // Whichever lane finds the silo first wakes the other, however long its pause has become.
        // One message at a time: the silo has room for three live ones, and the first of the backlog is one of them. Whom a full silo asks to wait is not woken.
        await using var edge = await Edge(silo.Url, ("Uplink:LiveLaneFrom", "10"), ("Uplink:FirstPause", "00:00:00.010"), ("Uplink:MaxBatchRows", "1"));
        await silo.Stop();
        await edge.Upload("RIVER", Enumerable.Range(0, Backlog).Select(i => (Time(Old.AddMinutes(i)), "w01009-Rtd=5.0")));
        await edge.Upload("OTHER", (Time(New), "w01009-Rtd=7.0"));

        await silo.Start();
        await Eventually.True(() => edge.Spool.PendingRows == 0, "the backlog is drained");

        var order = store.Committed.Select(c => c.Start).ToList();
        order.Count.ShouldBe(Backlog + 1);
        order.IndexOf(New).ShouldBeLessThan(Backlog / 2);
    }

    private static string Time(DateTimeOffset at) => ChinaTime.Of(at).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);

    private static Telemetry Value(DateTimeOffset at, string text) => Sample.Water("RIVER", at, ("w01009", text, "mg/L"));

    private Task<EdgeGateway> Edge(Uri? door = null, params (string Key, string Value)[] settings) =>
        EdgeGateway.Start(door ?? silo.Url, gateway.DefaultRequestHeaders.Authorization!.Parameter!, [("Uplink:MaxBatchRows", "3"), .. settings]);

    private async Task Send(params (long Sequence, Telemetry Message)[] entries)
    {
        var receipt = await Post(TestSystem.Batch(new IngestBatch("edge-1", [.. entries.Select(e => new SequencedTelemetry(e.Sequence, e.Message))])));
        receipt.Rejected.ShouldBeEmpty();
        receipt.Accepted.Sum(r => r.Last - r.First + 1).ShouldBe(entries.Length);
    }

    private async Task<IngestReceipt> Post(ByteArrayContent batch)
    {
        using var response = await gateway.PostAsync(new Uri(silo.Url, "/api/v1/ingest"), batch);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
        return receipt!;
    }
}
