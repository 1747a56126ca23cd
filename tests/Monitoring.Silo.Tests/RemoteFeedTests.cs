using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Compliance.Water;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Silo.Remote;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>What an API hears of a silo that says what it cannot read: it says that it missed something, and goes on.</summary>
public sealed class RemoteFeedTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StationFeed heard = new(capacity: 100);
    private readonly Channel<byte[][]> connections = Channel.CreateUnbounded<byte[][]>();
    private readonly List<string> asked = [];
    private WebApplication? silo;
    private SiloClient? client;
    private RemoteFeed? feed;

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task An_event_that_cannot_be_read_is_a_missed_one_and_the_feed_begins_anew_behind_it(byte[] line)
    {
        using var listener = await Listen([Hello(0), Alert(1), line], [Hello(2), Alert(3)]);

        (await Heard(listener, 4)).ShouldBe(["missed", "1", "missed", "3"]);
        feed!.Failure.ShouldBeNull();
        asked.ShouldBe(["", ""], "it does not ask for what cannot be read again");
    }

    [Fact]
    public async Task After_a_break_it_goes_on_behind_the_last_event_that_it_took()
    {
        using var listener = await Listen([Hello(0), Alert(1)], [Hello(1, isResumed: true), Alert(2)]);

        (await Heard(listener, 3)).ShouldBe(["missed", "1", "2"]);
        asked.ShouldBe(["", "?epoch=E&after=1"]);
    }

    [Fact]
    public async Task A_gap_in_the_numbers_is_said()
    {
        using var listener = await Listen([Hello(0), Alert(1), Alert(3)]);

        (await Heard(listener, 4)).ShouldBe(["missed", "1", "missed", "3"]);
    }

    [Theory]
    [InlineData("{\"number\":1,\"event\":\"alert\"}\n")]
    [InlineData("{\"number\":1,\"event\":\"hello\"}\n")]
    [InlineData("{\"number\":1,\"event\":\"hello\",\"epoch\":\"E\",\"silentStations\":{\" \":\"2026-11-20T00:00:00Z\"}}\n")]
    [InlineData("null\n")]
    [InlineData("[]\n")]
    public async Task A_feed_that_begins_with_something_else_is_opened_again(string first)
    {
        using var listener = await Listen([Encoding.UTF8.GetBytes(first)], [Hello(0), Alert(1)]);

        (await Heard(listener, 2)).ShouldBe(["missed", "1"]);
        feed!.Failure.ShouldBeNull();
    }

    public async ValueTask DisposeAsync()
    {
        if (feed is not null)
        {
            await feed.StopAsync(CancellationToken.None);
            feed.Dispose();
        }

        client?.Dispose();
        if (silo is not null)
        {
            await silo.DisposeAsync();
        }

        folder.Dispose();
    }

    public static TheoryData<byte[]> Unreadable =>
    [
        new FeedLine(2, "verdict", Message.River, Noon, After: new FeedVerdict(VerdictKind.Instant, Noon, "no verdict", WaterBody.River, null, "", null, "", "")).Write(),
        "no line\n"u8.ToArray(),
        "null\n"u8.ToArray(),
    ];

    private static async Task<List<string>> Heard(FeedSubscription listener, int count)
    {
        var names = new List<string>();
        while (names.Count < count)
        {
            names.Add(Name(await Eventually.Ends(listener.Events.ReadAsync().AsTask())));
        }

        return names;
    }

    private static byte[] Hello(long number, bool isResumed = false) => new FeedLine(number, FeedLine.Hello, Epoch: "E", Resumed: isResumed).Write();

    private static byte[] Alert(long number) => new FeedLine(number, "alert", Message.River, Noon, Alert: $"{number}").Write();

    private static string Name(FeedEvent happened) => happened is AlertChanged alert ? alert.AlertId : happened is EventsMissed ? "missed" : happened.GetType().Name;

    // A silo that says on each connection what the test gives it; the last connection stays open.
    private async Task<FeedSubscription> Listen(params byte[][][] said)
    {
        foreach (var connection in said)
        {
            connections.Writer.TryWrite(connection);
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        silo = builder.Build();
        silo.Urls.Add("http://127.0.0.1:0");
        silo.MapGet(SiloDoor.Feed, Say);
        await silo.StartAsync();
        client = new SiloClient(new Uri(silo.Urls.First()), new SiloKey(folder.Path), Eventually.Deadline, TimeProvider.System);
        feed = new RemoteFeed(client, heard, TimeProvider.System, NullLogger<RemoteFeed>.Instance);
        var listener = heard.Subscribe();
        await feed.StartAsync(CancellationToken.None);
        return listener;
    }

    private async Task Say(HttpContext context)
    {
        asked.Add(context.Request.QueryString.Value ?? "");
        foreach (var line in await connections.Reader.ReadAsync(context.RequestAborted))
        {
            await context.Response.Body.WriteAsync(line, context.RequestAborted);
        }

        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (connections.Reader.Count == 0)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
