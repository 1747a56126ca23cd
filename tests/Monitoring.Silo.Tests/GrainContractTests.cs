using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>What every host of stations promises. A host joins the suite by saying how it is started.</summary>
public abstract class GrainContractTests
{
    internal abstract Task<StationHostUnderTest> StartHost();

    [Fact]
    public async Task One_turn_at_a_time_whoever_sends()
    {
        await using var host = await StartHost();
        var batches = Enumerable.Range(1, 40).Select(i => Batch(i, Message.Water(Noon.AddMinutes(i), "w01009=7.0")));

        await Eventually.Ends(Task.WhenAll(batches.Select(b => Task.Run(() => host.Router.Accept(b)))));

        host.Store.MostAtOnce.ShouldBe(1);
        (await host.ReadingCount(Message.River)).ShouldBe(40);
        (await host.Activations()).ShouldBe(1);
    }

    [Fact]
    public async Task Stations_do_not_wait_for_each_other()
    {
        await using var host = await StartHost();
        var gate = new TaskCompletionSource();
        host.Store.Gate = gate.Task;
        var first = host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));
        var second = host.Router.Accept(new StationBatch(Message.City, "gw", Noon, [new SequencedTelemetry(2, Message.AirHourOf(Noon.AddHours(-1), "20"))]));

        await Eventually.True(() => host.Store.Commits == 2);

        gate.SetResult();
        await Eventually.Ends(Task.WhenAll(first, second));
    }

    [Fact]
    public async Task Nothing_is_answered_before_it_is_durable()
    {
        await using var host = await StartHost();
        var gate = new TaskCompletionSource();
        host.Store.Gate = gate.Task;
        var receipt = host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));
        await Eventually.True(() => host.Store.Commits == 1);

        receipt.IsCompleted.ShouldBeFalse();

        gate.SetResult();
        (await Eventually.Ends(receipt)).New.ShouldBe(5);
    }

    [Fact]
    public async Task Batches_that_wait_for_their_turn_are_committed_together_with_a_receipt_each()
    {
        await using var host = await StartHost();
        var (first, gate) = await TurnUnderWay(host);
        var waiting = new List<Task<StationReceipt>>();
        foreach (var batch in new[] { Batch(2, Message.ClassTwo(Noon.AddHours(1))), Batch(3, Message.ClassTwo(Noon.AddHours(1))), Batch(4, Message.Water(Noon.AddHours(2), "w01009=6.5")) })
        {
            waiting.Add(host.Router.Accept(batch));
            await host.HaveCome(1 + waiting.Count);
        }

        gate.SetResult();
        await Eventually.Ends(first);

        (await Eventually.Ends(Task.WhenAll(waiting))).ShouldBe(
            [new StationReceipt(New: 5, Corrected: 0, Repeated: 0), new StationReceipt(New: 0, Corrected: 0, Repeated: 5), new StationReceipt(New: 1, Corrected: 0, Repeated: 0)]);
        host.Store.Commits.ShouldBe(2);
    }

    [Fact]
    public async Task A_batch_that_cannot_be_stored_fails_alone_among_those_that_waited_with_it()
    {
        await using var host = await StartHost();
        host.Store.FailBefore = writes => writes.Current.Any(r => r.Reading.Text == "6.66") ? new InvalidOperationException("poison") : null;
        var (first, gate) = await TurnUnderWay(host);
        var good = host.Router.Accept(Batch(2, Message.ClassTwo(Noon.AddHours(1))));
        var poison = host.Router.Accept(Batch(3, Message.Water(Noon.AddHours(2), "w01009=6.66")));
        var alsoGood = host.Router.Accept(Batch(4, Message.ClassTwo(Noon.AddHours(3))));
        await host.HaveCome(4);

        gate.SetResult();
        await Eventually.Ends(first);

        (await Eventually.Ends(Task.WhenAll(good, alsoGood))).ShouldAllBe(r => r.New == 5);
        (await Should.ThrowAsync<InvalidOperationException>(() => Eventually.Ends(poison))).Message.ShouldBe("poison");
        (await host.ReadingCount(Message.River)).ShouldBe(3);
    }

    [Fact]
    public async Task State_survives_the_end_of_the_activation()
    {
        await using var host = await StartHost();
        await host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));

        await host.Deactivate(Message.River);
        var receipt = await host.Router.Accept(Batch(2, Message.ClassTwo(Noon), Message.Water(Noon.AddHours(1), "w01009=6.5")));

        receipt.ShouldBe(new StationReceipt(New: 1, Corrected: 0, Repeated: 5));
        (await host.Activations()).ShouldBe(2);
    }

    [Fact]
    public async Task A_failed_write_drops_the_activation_and_the_same_batch_succeeds_later()
    {
        await using var host = await StartHost();
        host.Store.FailBefore = _ => new IOException("the disk is gone");
        await Should.ThrowAsync<IOException>(() => host.Router.Accept(Batch(1, Message.ClassTwo(Noon))));
        host.Store.FailBefore = _ => null;

        var receipt = await host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));

        receipt.ShouldBe(new StationReceipt(New: 5, Corrected: 0, Repeated: 0));
        (await host.Activations()).ShouldBe(2);
    }

    [Fact]
    public async Task A_write_whose_answer_was_lost_is_found_and_not_stored_twice()
    {
        await using var host = await StartHost();
        host.Store.FailAfter = _ => new IOException("the answer is lost");
        await Should.ThrowAsync<IOException>(() => host.Router.Accept(Batch(1, Message.ClassTwo(Noon))));
        host.Store.FailAfter = _ => null;

        var receipt = await host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));

        receipt.ShouldBe(new StationReceipt(New: 0, Corrected: 0, Repeated: 5));
        (await host.ReadingCount(Message.River)).ShouldBe(1);
    }

    [Fact]
    public async Task A_silent_station_is_noticed_once_and_so_is_its_return()
    {
        await using var host = await StartHost();
        using var listener = host.Feed.Subscribe();
        await host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));
        await host.AdvanceClock(TimeSpan.FromHours(8));
        host.Silence.IsSilent(Message.River).ShouldBeFalse();

        await host.AdvanceClock(TimeSpan.FromMinutes(2));
        await Eventually.True(() => host.Silence.IsSilent(Message.River));
        await host.AdvanceClock(TimeSpan.FromHours(1));
        await host.Router.Accept(Batch(2, Message.ClassTwo(Noon.AddHours(9))) with { ReceivedAt = Noon.AddHours(9) });

        host.Silence.SilentStations.ShouldBeEmpty();
        var changes = new List<bool>();
        while (listener.Events.TryRead(out var happened))
        {
            changes.AddRange(happened is SilenceChanged silence ? [silence.IsSilent] : []);
        }

        changes.ShouldBe([true, false]);
    }

    [Fact]
    public async Task A_station_that_never_delivered_is_noticed_too()
    {
        await using var host = await StartHost();
        await host.Register(AirSite(TimeSpan.FromHours(1)));

        await host.AdvanceClock(TimeSpan.FromHours(2) + TimeSpan.FromMinutes(2));

        await Eventually.True(() => host.Silence.IsSilent(Message.City));
    }

    [Fact]
    public async Task A_station_is_no_longer_silent_when_it_is_allowed_to_deliver_less_often()
    {
        await using var host = await StartHost();
        await host.Register(AirSite(TimeSpan.FromHours(1)));
        await host.AdvanceClock(TimeSpan.FromHours(3));
        await Eventually.True(() => host.Silence.IsSilent(Message.City));

        await host.Register(AirSite(TimeSpan.FromHours(24)));
        await host.AdvanceClock(TimeSpan.FromMinutes(2));

        await Eventually.True(() => host.Silence.SilentStations.Count == 0);
    }

    private static Station AirSite(TimeSpan rhythm) => new(
        Message.City, "MN", SectionId: null, StationKind.Air, StationRole.AirSite, "", StationOrigin.Real, "站", "", Province.Sichuan, "", null, null, rhythm, Noon);

    private static async Task<(Task<StationReceipt> Turn, TaskCompletionSource Gate)> TurnUnderWay(StationHostUnderTest host)
    {
        var gate = new TaskCompletionSource();
        host.Store.Gate = gate.Task;
        var turn = host.Router.Accept(Batch(1, Message.ClassTwo(Noon)));
        await Eventually.True(() => host.Store.Commits == 1);
        return (turn, gate);
    }

    private static StationBatch Batch(long firstSequence, params Telemetry[] messages) =>
        new(Message.River, "gw", Noon, [.. messages.Select((m, i) => new SequencedTelemetry(firstSequence + i, m))]);
}

/// <summary>A running host and the handles that the contract needs on it.</summary>
internal abstract class StationHostUnderTest : IAsyncDisposable
{
    public abstract IStationRouter Router { get; }

    public abstract ISilenceWatch Silence { get; }

    public abstract IStationFeed Feed { get; }

    public abstract FaultyStationStore Store { get; }

    /// <summary>Keys of dissolved oxygen that are stored.</summary>
    public abstract Task<int> ReadingCount(StationId station);

    /// <summary>Ends when so many batches since the start have come to where they wait for their turn.</summary>
    public abstract Task HaveCome(int batches);

    /// <summary>Activations since the start, of all stations.</summary>
    public abstract Task<long> Activations();

    /// <summary>Ends the station's activation as idleness does.</summary>
    public abstract Task Deactivate(StationId station);

    public abstract Task AdvanceClock(TimeSpan by);

    public abstract Task Register(Station station);

    public abstract ValueTask DisposeAsync();
}
