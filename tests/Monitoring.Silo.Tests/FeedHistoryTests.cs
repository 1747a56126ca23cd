using System.Collections;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>An API whose connection to the silo broke goes on where it stopped, or hears that it cannot.</summary>
public sealed class FeedHistoryTests : IAsyncDisposable
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    private readonly StationFeed feed = new(capacity: 100);
    private readonly FeedHistory history;

    public FeedHistoryTests() => history = new FeedHistory(feed, new OneSilentStation(), Options.Create(new SiloOptions { FeedHistory = 5 }), TimeProvider.System, NullLogger<FeedHistory>.Instance);

    [Fact]
    public async Task A_newcomer_learns_who_is_silent_and_hears_what_comes_next()
    {
        var (hello, after) = history.Open(ofEpoch: null, after: null);

        Read(hello).Resumed.ShouldBe(false);
        Read(hello).SilentStations!.ShouldBe(new Dictionary<string, DateTimeOffset> { [Message.City.Value] = Noon });
        Happen(1);
        var line = (await Heard(after)).ShouldHaveSingleItem();
        line.Number.ShouldBe(after + 1);
        line.ToEvent().ShouldBeOfType<AlertChanged>().AlertId.ShouldBe("1");
    }

    [Fact]
    public async Task Whoever_comes_back_in_time_goes_on_after_its_last_number()
    {
        var epoch = Read(history.Open(null, null).Hello).Epoch;
        Happen(1, 2, 3);
        await Eventually.True(async () => (await Heard(0)).Count == 3);

        var (hello, after) = history.Open(epoch, 1);

        Read(hello).Resumed.ShouldBe(true);
        (await Heard(after)).Select(l => l.Alert).ShouldBe(["2", "3"]);
    }

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 99)]
    [InlineData(false, 9)]
    public async Task Whoever_was_away_too_long_or_comes_from_another_run_of_the_silo_begins_anew(bool isOfThisRun, long after)
    {
        var epoch = Read(history.Open(null, null).Hello).Epoch;
        Happen([.. Enumerable.Range(1, 10)]);
        await Eventually.True(async () => (await Heard(5)).Count == 5);

        var (hello, from) = history.Open(isOfThisRun ? epoch : "another", after);

        Read(hello).Resumed.ShouldBe(false);
        from.ShouldBe(10);
    }

    [Fact]
    public async Task An_event_that_cannot_be_told_is_a_missed_one_and_those_after_it_are_heard()
    {
        history.Open(null, null);
        Happen(1);
        feed.Publish(new ReadingsArrived(Message.River, Noon, new Unreadable()));
        Happen(3);

        List<FeedLine> lines = [];
        await Eventually.True(async () => (lines = await Heard(0)).Count == 3);

        lines.Select(l => l.ToEvent().GetType()).ShouldBe([typeof(AlertChanged), typeof(EventsMissed), typeof(AlertChanged)]);
        lines.Select(l => l.Number).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Every_kind_of_event_survives_the_way()
    {
        await using var silo = new SiloUnderTest();
        using var listener = silo.Feed.Subscribe();
        await silo.Send(Message.ClassTwo(Noon), Message.AirHourOf(Noon.AddHours(-2), "20"));
        silo.Feed.Publish(new SilenceChanged(Message.City, Noon, IsSilent: true, LastReceivedAt: null, Since: Noon.AddHours(-1)));
        silo.Feed.Publish(new AlertChanged(Message.City, Noon, "A1"));
        silo.Feed.Publish(new EventsMissed(Noon));
        var events = new List<FeedEvent>();
        while (listener.Events.TryRead(out var happened))
        {
            events.Add(happened);
        }

        events.OfType<VerdictChanged>().Select(v => v.Station).ShouldBe([Message.River, Message.City], ignoreOrder: true);
        foreach (var happened in events)
        {
            var arrived = FeedLine.Read(Encoding.UTF8.GetString(FeedLine.Of(1, happened).Write())).ShouldNotBeNull().ToEvent();
            ShouldBeTheSame(arrived, happened);
        }
    }

    public async ValueTask DisposeAsync() => await history.DisposeAsync();

    private static void ShouldBeTheSame(FeedEvent? arrived, FeedEvent sent)
    {
        switch (sent)
        {
            case ReadingsArrived readings:
                var codes = arrived.ShouldBeOfType<ReadingsArrived>();
                codes.Parameters.ShouldBe(readings.Parameters);
                (codes with { Parameters = readings.Parameters }).ShouldBe(readings);
                break;
            case VerdictChanged verdict:
                var changed = arrived.ShouldBeOfType<VerdictChanged>();
                VerdictJson.Write(changed.After).ShouldBe(VerdictJson.Write(verdict.After));
                (changed.After with { Water = verdict.After.Water, Air = verdict.After.Air }).ShouldBe(verdict.After);
                (changed with { After = verdict.After }).ShouldBe(verdict);
                break;
            default:
                arrived.ShouldBe(sent);
                break;
        }
    }

    private static FeedLine Read(byte[] line) => FeedLine.Read(Encoding.UTF8.GetString(line))!;

    private void Happen(params int[] alerts)
    {
        foreach (var alert in alerts)
        {
            feed.Publish(new AlertChanged(Message.River, Noon, $"{alert}"));
        }
    }

    private async Task<List<FeedLine>> Heard(long after)
    {
        IReadOnlyList<(long Number, byte[] Line)> lines = [];
        await Eventually.True(async () => (lines = await history.After(after, AtOnce, CancellationToken.None)).Count > 0);
        return [.. lines.Select(l => Read(l.Line))];
    }

    private sealed class Unreadable : IReadOnlyList<ParameterCode>
    {
        public int Count => 1;

        public ParameterCode this[int index] => throw new InvalidOperationException("no codes");

        public IEnumerator<ParameterCode> GetEnumerator() => throw new InvalidOperationException("no codes");

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }

    private sealed class OneSilentStation : ISilenceWatch
    {
        public IReadOnlyCollection<StationId> SilentStations => [Message.City];

        public bool IsSilent(StationId station) => station == Message.City;

        public DateTimeOffset? SilentSince(StationId station) => IsSilent(station) ? Noon : null;
    }
}
