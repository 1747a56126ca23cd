using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>Back-fill has a lane of its own: however much of it there is, what is measured now goes past.</summary>
public sealed class IngestLaneTests : IAsyncDisposable
{
    private const int Turns = 2;

    // The lanes are made with the service, so the options come first.
    private readonly SiloUnderTest silo = new(options: o => (o.BacklogTurns, o.MaxPendingBacklog) = (Turns, 40));
    private readonly TaskCompletionSource gate = new();

    [Fact]
    public async Task A_live_batch_is_durable_while_the_back_fill_of_many_stations_stands_still()
    {
        silo.FaultyStore.GateOf = HoldBackFill;
        var fill = silo.Fill("edge", 1, Enumerable.Range(1, 20).Select(i => OldValueOf($"S{i}")));
        await Eventually.True(() => silo.FaultyStore.Commits == Turns);

        var live = await Eventually.Ends(silo.Send("edge", 100, NewValueOf("S20")), "the live batch is not behind the back-fill");

        live.Accepted.ShouldBe([new SequenceRange(100, 100)]);
        silo.FaultyStore.Commits.ShouldBe(Turns + 1, "no more back-fill than its turns is with the stations");
        gate.SetResult();
        (await Eventually.Ends(fill)).Accepted.ShouldBe([new SequenceRange(1, 20)]);
    }

    [Fact]
    public async Task A_full_lane_tells_only_its_own_senders_to_wait()
    {
        silo.FaultyStore.GateOf = HoldBackFill;
        var fill = silo.Fill("edge", 1, Enumerable.Range(1, 40).Select(i => OldValueOf($"S{i}")));

        var refused = await silo.Fill("other", 1, OldValueOf("S41"));
        var live = await silo.Send("edge", 100, NewValueOf("S41"));

        refused.RetryAfter.ShouldBe(silo.Options.RetryAfter);
        refused.Accepted.ShouldBeEmpty();
        live.Accepted.ShouldBe([new SequenceRange(100, 100)]);
        live.RetryAfter.ShouldBeNull();
        gate.SetResult();
        await Eventually.Ends(fill);
        (await silo.Fill("other", 1, OldValueOf("S41"))).Accepted.ShouldBe([new SequenceRange(1, 1)]);
    }

    [Fact]
    public async Task A_long_back_fill_of_one_station_lets_its_live_value_in_between()
    {
        var held = new TaskCompletionSource();
        var turns = 0;
        var turnsBeforeLive = 0;
        silo.FaultyStore.GateOf = writes =>
        {
            turnsBeforeLive = IsBackFill(writes) ? turnsBeforeLive : turns;
            return IsBackFill(writes) && Interlocked.Increment(ref turns) == 1 ? held.Task : Task.CompletedTask;
        };
        var fill = silo.Fill("edge", 1, Enumerable.Range(0, 400).Select(i => Message.Water(Noon.AddDays(-30).AddMinutes(i), "w01009=5.0")));
        await Eventually.True(() => Volatile.Read(ref turns) == 1);

        var live = silo.Send("edge", 1000, Message.Water(Noon, "w01009=7.0"));
        held.SetResult();
        await Eventually.Ends(Task.WhenAll(live, fill));

        (await live).Accepted.ShouldBe([new SequenceRange(1000, 1000)]);
        (await fill).Accepted.ShouldBe([new SequenceRange(1, 400)]);
        turnsBeforeLive.ShouldBe(1);
        turns.ShouldBeGreaterThan(1);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private static bool IsBackFill(StationWrites writes) => writes.Current.Any(r => r.Reading.Key.Start < Noon.AddDays(-1));

    private static Telemetry OldValueOf(string station) => Of(station, Noon.AddDays(-30), "5.0");

    private static Telemetry NewValueOf(string station) => Of(station, Noon, "7.0");

    private static Telemetry Of(string station, DateTimeOffset at, string value) =>
        Message.Water(at, $"w01009={value}") with { Station = StationId.Parse(station), Mn = station };

    private Task HoldBackFill(StationWrites writes) => IsBackFill(writes) ? gate.Task : Task.CompletedTask;
}
