using Monitoring.Compliance.Certificates;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

public sealed class AirStationTests : IAsyncDisposable
{
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task Six_hour_means_give_the_hours_index_with_a_certificate_that_replays()
    {
        await silo.Send(Message.AirHourOf(Noon.AddHours(-1), "75"));

        var verdict = await silo.Verdict(Message.City);

        // HJ 633-2026: 100 + 50 * 15 / 55, rounded up.
        verdict.ShouldNotBeNull();
        verdict.At.ShouldBe(Noon.AddHours(-1));
        verdict.Aqi.ShouldBe(114);
        var evidence = await silo.Certificates.Find(verdict.CertificateId);
        Certificate.Replay(evidence.ShouldNotBeNull().Document).Agrees.ShouldBeTrue();
    }

    [Fact]
    public async Task The_edition_changes_with_the_first_hour_of_March_2026_in_Beijing()
    {
        var midnight = new DateTimeOffset(2026, 3, 1, 0, 0, 0, ChinaTime.Offset);
        await silo.Send(Message.AirHourOf(midnight.AddHours(-1), "75"), Message.AirHourOf(midnight, "75"));

        var verdicts = (await silo.Queries.Verdicts(Message.City, VerdictKind.Hour, midnight.AddDays(-1), midnight.AddDays(1), cursor: null, limit: 10)).Items;

        verdicts.Select(v => (v.Aqi, v.Air!.Standard)).ShouldBe([(100, "HJ 633-2012"), (114, "HJ 633-2026")]);
    }

    [Fact]
    public async Task Instants_make_an_hour_once_it_has_ended()
    {
        await silo.Send(Message.AirInstants(Noon, [.. Message.AirItems.Select(i => $"{i}=30")]));
        (await silo.Verdict(Message.City)).ShouldBeNull();

        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(IsJudgedBySweeping);

        (await silo.Verdict(Message.City))!.At.ShouldBe(Noon);
    }

    [Fact]
    public async Task An_hour_that_was_open_at_the_end_of_the_process_is_judged_by_the_next()
    {
        await silo.Send(Message.AirInstants(Noon, [.. Message.AirItems.Select(i => $"{i}=30")]));
        await silo.Restart();

        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(IsJudgedBySweeping);

        (await silo.Verdict(Message.City))!.At.ShouldBe(Noon);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_hour_is_judged_although_values_of_a_clock_ahead_opened_the_next_one(bool restarts)
    {
        string[] values = [.. Message.AirItems.Select(i => $"{i}=30")];
        await silo.Send(Message.AirInstants(Noon, values), Message.AirInstants(Noon.AddHours(1), values));
        if (restarts)
        {
            await silo.Restart();
        }

        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(IsJudgedBySweeping);
        (await silo.Verdict(Message.City))!.At.ShouldBe(Noon);

        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(async () => await IsJudgedBySweeping() && (await silo.Verdict(Message.City))!.At == Noon.AddHours(1));
    }

    [Fact]
    public async Task Instants_in_another_unit_than_the_limits_make_no_hour()
    {
        await silo.Send(InUnit(Message.AirInstants(Noon.AddHours(-2), [.. Message.AirItems.Select(i => $"{i}=0.03")]), "mg/m³"));

        var hour = (await silo.Aggregates(Message.City, "a34004", AggregateResolution.Hour)).ShouldHaveSingleItem();
        (hour.Received, hour.Valid).ShouldBe((1, 0));
        (await silo.Aggregates(Message.City, "a21005", AggregateResolution.Hour)).ShouldHaveSingleItem().Valid.ShouldBe(1);
        (await silo.Verdict(Message.City))!.Aqi.ShouldBeNull();
    }

    [Fact]
    public async Task A_certificate_that_is_superseded_while_it_is_rebuilt_is_still_found()
    {
        var hour = Noon.AddHours(-1);
        await silo.Send("gw", 1, Message.AirHourOf(hour, "75"));
        var issued = (await silo.Verdict(Message.City))!.CertificateId;
        silo.FaultyStore.BeforeLoad = async () =>
        {
            silo.FaultyStore.BeforeLoad = () => Task.CompletedTask;
            var correction = Message.AirHour(hour, "a34004=35");
            (await silo.Send("gw", 2, correction with { SentAt = correction.SentAt.AddMinutes(5) })).Accepted.ShouldHaveSingleItem();
        };

        var evidence = await new Monitoring.Silo.Stations.StoredCertificates(silo.Queries, silo.FaultyStore, silo.Store.Certificates).Find(issued, default);

        (await silo.Verdict(Message.City))!.CertificateId.ShouldNotBe(issued);
        Certificate.Replay(evidence.ShouldNotBeNull().Document).Recomputed.ShouldNotBeNull().Id.ShouldBe(issued);
    }

    [Fact]
    public async Task An_hour_whose_verdict_could_not_be_stored_is_judged_by_a_later_sweep()
    {
        await silo.Send(Message.AirInstants(Noon, [.. Message.AirItems.Select(i => $"{i}=30")]));
        silo.FaultyStore.FailBefore = _ => new IOException("the disk is gone");
        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(async () => await silo.Host.Sweep() && silo.Host.SweepFailure is not null);

        silo.FaultyStore.FailBefore = _ => null;
        await Eventually.True(IsJudgedBySweeping);

        silo.Host.SweepFailure.ShouldBeNull();
    }

    [Fact]
    public async Task A_station_that_cannot_be_judged_at_the_first_sweep_holds_up_no_other_and_gets_its_turn_again()
    {
        string[] values = [.. Message.AirItems.Select(i => $"{i}=30")];
        var other = Contracts.StationId.Parse("AIR02");
        await silo.Send(Message.AirInstants(Noon, values), Message.AirInstants(Noon, values) with { Station = other });
        await silo.Restart();
        silo.FaultyStore.FailBefore = w => w.Station == Message.City ? new IOException("the disk is gone") : null;
        silo.Clock.Advance(TimeSpan.FromHours(1));
        await Eventually.True(async () => await silo.Host.Sweep() && silo.Host.SweepFailure is not null);

        (await silo.Verdict(other)).ShouldNotBeNull().At.ShouldBe(Noon);
        silo.FaultyStore.FailBefore = _ => null;
        await Eventually.True(IsJudgedBySweeping);
    }

    [Fact]
    public async Task The_devices_mean_goes_before_the_instants_of_its_hour()
    {
        var hour = Noon.AddHours(-1);
        await silo.Send("gw", 1, Message.AirInstants(hour, [.. Message.AirItems.Select(i => $"{i}=30")]));
        var fromInstants = (await silo.Verdict(Message.City))!;

        await silo.Send("gw", 2, Message.AirHourOf(hour, "75"));

        (await silo.Verdict(Message.City))!.Aqi.ShouldBe(114);
        (await silo.Certificates.Find(fromInstants.CertificateId)).ShouldNotBeNull().Verdict.ShouldBeNull();
    }

    [Fact]
    public async Task A_late_item_judges_its_hour_anew_and_the_newest_stays_the_newest()
    {
        var hour = Noon.AddHours(-3);
        await silo.Send("gw", 1, Message.AirHour(hour, "a21026=10", "a21004=20", "a34002=40", "a21005=0.6", "a05024=60"), Message.AirHourOf(hour.AddHours(1), "20"));
        await silo.Send("gw", 3, Message.AirHour(hour, "a34004=160"));

        var verdicts = (await silo.Queries.Verdicts(Message.City, VerdictKind.Hour, hour, Noon, cursor: null, limit: 10)).Items;
        verdicts.Count.ShouldBe(2);
        verdicts[0].Aqi.ShouldBe(210);
        (await silo.Verdict(Message.City))!.At.ShouldBe(hour.AddHours(1));
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private static Telemetry InUnit(Telemetry message, string unit) => message with { Readings = [.. message.Readings.Select(r => r with { Unit = unit })] };

    // A sweep that is still under way lets the timer's next one pass.
    private async Task<bool> IsJudgedBySweeping()
    {
        await silo.Host.Sweep();
        return await silo.Verdict(Message.City) is not null;
    }
}
