using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Series;
using Monitoring.Storage;
using Monitoring.Storage.Series;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests.Series;

/// <summary>The raw series ends as the state store is, whatever happens on the way.</summary>
public sealed class SeriesFollowerTests : IAsyncDisposable
{
    private static readonly string[] Items = ["w01001", "w01009", "w01019", "w21003", "w21011"];
    private readonly FollowedSilo followed = new();

    [Fact]
    public async Task What_was_there_before_is_told_too_and_then_what_comes()
    {
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 30).Select(i => Message.ClassTwo(Noon.AddHours(i - 40)))]);

        await followed.Follow();
        await followed.Silo.Send("gw", 31, Message.ClassTwo(Noon));
        await followed.TellAll();

        await IsTold();
        followed.Series.Points.Count.ShouldBe(31 * Items.Length);
        (await followed.Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task Without_a_series_nothing_is_noted()
    {
        await followed.Silo.Send(Message.ClassTwo(Noon));

        (await followed.Outbox.Backlog()).Waiting.ShouldBe(0);
        (await followed.Outbox.Next(new SeriesPlace("here", "silo"), 100)).ShouldBeNull();
    }

    [Fact]
    public async Task New_readings_go_before_the_copy_of_old_ones_and_both_get_on()
    {
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 60).Select(i => Message.ClassTwo(Noon.AddHours(i - 100)))]);
        await followed.Follow();
        await followed.Silo.Send("gw", 61, Message.ClassTwo(Noon));

        await followed.Step();

        followed.Series.Points.Keys.Count(p => p.Key.Start == Noon).ShouldBe(Items.Length);
        followed.Series.Points.Count.ShouldBeGreaterThan(Items.Length);
        (await followed.Outbox.Backlog()).IsWhole.ShouldBeFalse();
    }

    [Fact]
    public async Task A_server_that_is_away_holds_nobody_up_and_is_told_when_it_is_back()
    {
        await followed.Follow();
        await followed.TellAll();
        followed.Series.IsAway = true;
        for (var i = 0; i < 20; i++)
        {
            (await followed.Silo.Send("gw", i + 1, Message.ClassTwo(Noon.AddHours(i - 40)))).Rejected.ShouldBeEmpty();
            await Should.ThrowAsync<StoreUnavailableException>(followed.Step);
        }

        (await followed.Outbox.Backlog()).Waiting.ShouldBe(20);
        followed.Series.IsAway = false;
        await followed.TellAll();

        await IsTold();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_process_that_ends_before_or_after_its_write_was_noted_loses_nothing(bool isTaken)
    {
        await followed.Follow();
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 10).Select(i => Message.ClassTwo(Noon.AddHours(i - 40)))]);
        (followed.Series.LosesAnswers, followed.Series.IsAway) = (isTaken, !isTaken);
        await Should.ThrowAsync<StoreUnavailableException>(followed.Step);

        await followed.Silo.Restart();
        (followed.Series.LosesAnswers, followed.Series.IsAway) = (false, false);
        await followed.Follow();
        await followed.TellAll();

        await IsTold();
    }

    [Theory]
    [InlineData("goes on")]
    [InlineData("starts again")]
    [InlineData("hands over")]
    [InlineData("is answered at the second attempt")]
    [InlineData("copies")]
    public async Task A_request_that_is_carried_out_after_the_correction_of_its_reading_does_not_stand(string then)
    {
        var first = Message.Water(Noon, "w01009=8.1");
        if (then == "copies")
        {
            await followed.Silo.Send("gw", 1, first);
        }

        await followed.Follow();
        await followed.Silo.Send("gw", 2, first);
        (followed.Series.Stalls, followed.Series.StallsAtFirst) = (then[0] != 'i', then[0] == 'i');
        await Try(followed.Step);
        (followed.Series.Stalls, followed.Series.StallsAtFirst) = (false, false);
        if (then is "starts again" or "hands over")
        {
            await followed.Stop();
            await followed.Silo.Restart();
            await followed.Follow(holder: then == "hands over" ? "other silo" : "silo");
        }

        await followed.Silo.Send("gw", 3, Message.Water(Noon, "w01009=8.3") with { SentAt = first.SentAt.AddMinutes(5) });
        await followed.TellAll();
        followed.Series.CarryOut();
        followed.Series.Points.Values.ShouldHaveSingleItem().Reading.Text.ShouldBe("8.1", "or the test shows nothing");

        await followed.TellDoubts();

        await IsTold();
        followed.Series.Points.Values.ShouldHaveSingleItem().Reading.Text.ShouldBe("8.3");
        (await followed.Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task What_nobody_doubts_is_told_once()
    {
        await followed.Follow();
        await followed.Silo.Send(Message.ClassTwo(Noon));
        await followed.TellAll();

        await followed.TellDoubts();

        followed.Series.Writes.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public async Task In_whatever_order_corrections_come_the_series_ends_with_the_current_value_of_each_reading(int seed)
    {
        var random = new Random(seed);
        await followed.Silo.Send("gw", 1, Message.ClassTwo(Noon.AddHours(-1)));
        await followed.Follow();
        for (var sequence = 2; sequence < 80; sequence++)
        {
            // Few keys, many versions, their origin times in no order.
            var message = Message.Water(Noon.AddMinutes(random.Next(4)), $"w01009={random.Next(9)}.{random.Next(9)}{(random.Next(5) == 0 ? "/D" : "")}");
            await followed.Silo.Send("gw", sequence, message with { SentAt = message.SentAt.AddSeconds(random.Next(600)) });
            (followed.Series.IsAway, followed.Series.LosesAnswers) = (random.Next(4) == 0, random.Next(4) == 0);
            (followed.Series.Stalls, followed.Series.StallsAtFirst) = (random.Next(4) == 0, random.Next(4) == 0);
            if (random.Next(3) == 0)
            {
                await Try(followed.Step);
            }

            if (random.Next(10) == 0)
            {
                followed.Series.CarryOut();
            }

            if (random.Next(20) == 0)
            {
                await followed.Silo.Restart();
                await followed.Follow();
            }
        }

        (followed.Series.IsAway, followed.Series.LosesAnswers, followed.Series.Stalls, followed.Series.StallsAtFirst) = (false, false, false, false);
        await followed.TellAll();
        followed.Series.CarryOut();
        await followed.TellDoubts();

        await IsTold();
    }

    [Fact]
    public async Task A_refused_reading_is_parked_with_its_reason_the_rest_goes_on_and_the_next_start_offers_it_again()
    {
        followed.Series.Refuses = p => p.Version.Reading.Key.Parameter.Value == "w01009" ? "field type conflict" : null;
        await followed.Follow();
        await followed.Silo.Send(Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(1)));

        await followed.TellAll();

        followed.Series.Points.Count.ShouldBe(2 * (Items.Length - 1));
        var parked = await followed.Outbox.Parked(limit: 10);
        parked.Select(p => (p.Station, p.Key.Parameter.Value, p.Reason)).ShouldBe([(Message.River, "w01009", "field type conflict"), (Message.River, "w01009", "field type conflict")]);
        (await followed.Outbox.Backlog()).Parked.ShouldBe(2);
        (await Health()).Description!.ShouldContain("refused 2 readings");

        followed.Series.Refuses = static _ => null;
        await followed.Silo.Restart();
        await followed.Follow();
        await followed.TellAll();

        await IsTold();
        (await followed.Outbox.Backlog()).Parked.ShouldBe(0);
        (await Health()).Status.ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Parked_readings_are_bounded_somebody_is_told_before_and_nothing_is_missing_in_the_end()
    {
        followed.Series.Refuses = _ => "field type conflict";
        var options = new SeriesOptions { BatchReadings = 24, MaxParked = 20 };
        await followed.Follow(options: options);
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 4).Select(i => Message.ClassTwo(Noon.AddHours(i - 100)))]);
        await followed.TellAll();
        (await Health(options)).Description!.ShouldContain("refused 20 readings, which are parked, of at most 20");

        await followed.Silo.Send("gw", 5, [.. Enumerable.Range(0, 40).Select(i => Message.ClassTwo(Noon.AddHours(i - 60)))]);
        await followed.TellAll();

        var backlog = await followed.Outbox.Backlog();
        (backlog.Waiting, backlog.OwesCopy).ShouldBe((0, true), "nothing waits for what is refused");
        backlog.Parked.ShouldBeLessThanOrEqualTo(options.MaxParked);
        (await Health(options)).Description!.ShouldContain("copies everything anew");

        followed.Series.Refuses = static _ => null;
        await followed.Outbox.Offer();
        await followed.TellAll();

        await IsTold();
        (await followed.Outbox.Backlog()).ShouldBe(SeriesBacklog.None);
    }

    [Fact]
    public async Task A_correction_of_a_parked_reading_is_offered_at_once()
    {
        followed.Series.Refuses = p => p.Version.Reading.Text == "bad" ? "no number" : null;
        await followed.Follow();
        var bad = Message.Water(Noon, "w01009=bad");
        await followed.Silo.Send("gw", 1, bad);
        await followed.TellAll();
        (await followed.Outbox.Backlog()).Parked.ShouldBe(1);

        await followed.Silo.Send("gw", 2, Message.Water(Noon, "w01009=8.1") with { SentAt = bad.SentAt.AddMinutes(5) });
        await followed.TellAll();

        (await followed.Outbox.Backlog()).Parked.ShouldBe(0);
        followed.Series.Points.Values.ShouldHaveSingleItem().Reading.Text.ShouldBe("8.1");
    }

    [Fact]
    public async Task Another_place_is_told_everything_and_so_is_one_that_was_left_for_a_while()
    {
        await followed.Follow();
        await followed.Silo.Send("gw", 1, Message.ClassTwo(Noon));
        await followed.TellAll();
        followed.Series.Points.Count.ShouldBe(Items.Length);

        (await followed.Outbox.Forget("silo", followed.Silo.Clock.GetUtcNow())).ShouldBeTrue();
        await followed.Silo.Send("gw", 2, Message.ClassTwo(Noon.AddHours(1)));
        (await followed.Outbox.Backlog()).Waiting.ShouldBe(0, "nobody follows");
        await followed.Follow("elsewhere");
        var before = followed.Series.Writes;
        await followed.TellAll();

        await IsTold();
        followed.Series.Writes.ShouldBeGreaterThan(before);
    }

    [Fact]
    public async Task An_outbox_at_its_bound_is_given_up_and_everything_copied_anew()
    {
        var options = new SeriesOptions { BatchReadings = 24, MaxWaiting = 10 };
        await followed.Follow(options: options);
        await followed.TellAll();
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 40).Select(i => Message.ClassTwo(Noon.AddHours(i - 60)))]);

        await followed.Step();

        (await followed.Outbox.Backlog()).Waiting.ShouldBe(0);
        await followed.TellAll();
        await IsTold();
    }

    [Fact]
    public async Task One_of_two_silos_on_a_store_tells_and_the_other_takes_over_when_it_is_gone()
    {
        await followed.Follow();
        await followed.Step();
        var other = followed.Follower(holder: "other silo");
        await followed.Silo.Send("gw", 1, Message.ClassTwo(Noon));

        (await other.Step(default)).ShouldBeFalse();
        followed.Series.Points.ShouldBeEmpty();

        followed.Silo.Clock.Advance(TimeSpan.FromMinutes(6));
        (await other.Step(default)).ShouldBeTrue();
        (await followed.Step()).ShouldBeFalse("the right to tell has gone to the other");
        await IsTold();
    }

    [Fact]
    public async Task A_silo_that_stops_hands_the_right_to_tell_over_at_once()
    {
        await followed.Follow();
        await followed.Step();
        await followed.Silo.Send("gw", 1, Message.ClassTwo(Noon));

        await followed.Stop();

        (await followed.Follower(holder: "other silo").Step(default)).ShouldBeTrue();
        await IsTold();
    }

    [Fact]
    public async Task A_silo_whose_series_another_replaced_says_so_and_the_other_is_told_everything()
    {
        await followed.Silo.Send("gw", 1, [.. Enumerable.Range(0, 10).Select(i => Message.ClassTwo(Noon.AddHours(i - 40)))]);
        await followed.Follow();
        await followed.Step();
        var there = new SimulatedSeries();
        var other = followed.Follower("there", "other silo", series: there);
        await other.StartingAsync(default);

        (await Should.ThrowAsync<StoreUnavailableException>(followed.TellAll)).Message.ShouldContain("does not follow here any more");
        await followed.Silo.Send("gw", 11, Message.ClassTwo(Noon));
        while (await other.Step(default))
        {
            // Until nothing is left.
        }

        there.Points.Count.ShouldBe(11 * Items.Length);
    }

    [Fact]
    public async Task A_silo_without_a_series_does_not_stop_that_of_another()
    {
        await followed.Follow();
        await followed.Step();

        (await followed.Outbox.Forget("other silo", followed.Silo.Clock.GetUtcNow())).ShouldBeFalse();
        await followed.Silo.Send("gw", 1, Message.ClassTwo(Noon));
        await followed.TellAll();

        await IsTold();
    }

    [Fact]
    public async Task Health_says_why_and_since_when_the_series_does_not_follow_and_how_much_waits()
    {
        await followed.Follow();
        await followed.Silo.Send(Message.ClassTwo(Noon));
        followed.Status.Fails("the series server is away", Noon).ShouldBeTrue();
        followed.Status.Fails("the series server is away", Noon.AddMinutes(1)).ShouldBeFalse("one line in the log is enough");
        followed.Status.Waits(await followed.Outbox.Backlog());

        var health = await Health();

        health.Status.ShouldBe(HealthStatus.Degraded);
        health.Description!.ShouldContain("2026-08-21 04:00:00Z: the series server is away; 1 messages wait");
        await followed.TellAll();
        (await Health()).Status.ShouldBe(HealthStatus.Healthy);
    }

    public ValueTask DisposeAsync() => followed.DisposeAsync();

    private Task<HealthCheckResult> Health(SeriesOptions? options = null) =>
        new SeriesHealthCheck(followed.Status, Options.Create(options ?? new SeriesOptions()), followed.Silo.Clock).CheckHealthAsync(new HealthCheckContext(), default);

    private async Task IsTold() => followed.Series.Points.OrderBy(p => p.Key.Key.Start).ThenBy(p => p.Key.Key.Parameter.Value)
        .ShouldBe((await followed.Current(Items)).OrderBy(p => p.Key.Key.Start).ThenBy(p => p.Key.Key.Parameter.Value));

    private static async Task Try(Func<Task> action)
    {
        try
        {
            await action();
        }
        catch (StoreUnavailableException)
        {
            // As scripted.
        }
    }
}
