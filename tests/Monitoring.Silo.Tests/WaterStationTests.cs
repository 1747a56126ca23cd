using Monitoring.Compliance.Certificates;
using Monitoring.Contracts;
using Monitoring.Storage;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

public sealed class WaterStationTests : IAsyncDisposable
{
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task A_station_nobody_entered_is_entered_by_its_first_message_with_target_class_two()
    {
        await silo.Send(Message.ClassTwo(Noon));

        var found = await silo.Store.Registry.Find(Message.River);

        found.ShouldNotBeNull();
        found.Station.Mn.ShouldBe("CY001");
        found.Station.Kind.ShouldBe(StationKind.Water);
        found.Station.Province.ShouldBe(Province.Other);
        found.Station.Rhythm.ShouldBe(TimeSpan.FromHours(4));
        found.Section.ShouldNotBeNull().TargetClassOn(new DateOnly(2026, 8, 21)).ShouldBe(2);
    }

    [Fact]
    public async Task The_inputs_of_a_verdict_of_another_release_are_kept_when_a_correction_replaces_it()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon));
        var ours = (await silo.Verdict(Message.River))!.CertificateId;
        await silo.Restart(() => Change("UPDATE verdicts SET certificate = 'theirs', engine = '0'; UPDATE certificate_ids SET id = 'theirs'"));
        (await silo.Verdict(Message.River))!.Engine.ShouldBe("0");
        (await Should.ThrowAsync<InvalidDataException>(() => silo.Certificates.Find("theirs"))).Message.ShouldContain("engine 0");

        var correction = Message.Water(Noon, "w01009=3.5");
        await silo.Send("gw", 2, correction with { SentAt = correction.SentAt.AddMinutes(5) });

        (await silo.Certificates.Find(ours)).ShouldNotBeNull().Verdict.ShouldBeNull();
        (await silo.Verdict(Message.River))!.Engine.ShouldBe(Certificate.Engine);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_certificate_of_a_verdict_of_an_earlier_rule_set_is_the_one_that_was_given_then(bool wasShown)
    {
        var earlier = CertificateVersion.Replayable[0];
        await silo.Send("gw", 1, Message.ClassTwo(Noon));
        var ours = (await silo.Certificates.Find((await silo.Verdict(Message.River))!.CertificateId)).ShouldNotBeNull().Document;
        var theirs = ours.Replace($"\"ruleSet\":\"{CertificateVersion.Current.RuleSet}\"", $"\"ruleSet\":\"{earlier.RuleSet}\"", StringComparison.Ordinal);
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(theirs)));
        await silo.Restart(() => Change($"UPDATE verdicts SET certificate = '{(wasShown ? id : "")}', rule_set = '{earlier.RuleSet}'; UPDATE certificate_ids SET id = '{id}'"));

        (await silo.Verdict(Message.River))!.CertificateId.ShouldBe(id);
        (await silo.Certificates.Find(id)).ShouldNotBeNull().Document.ShouldBe(theirs);
        theirs.ShouldNotBe(ours);
    }

    [Fact]
    public async Task Five_good_values_give_class_two_with_a_certificate_that_replays()
    {
        await silo.Send(Message.ClassTwo(Noon));

        var verdict = await silo.Verdict(Message.River);

        verdict.ShouldNotBeNull();
        verdict.Class.ShouldBe(2);
        verdict.Water!.Met.ShouldBe(true);
        verdict.Water.Items.ShouldBe(5);
        var evidence = await silo.Certificates.Find(verdict.CertificateId);
        evidence.ShouldNotBeNull();
        evidence.Verdict!.At.ShouldBe(Noon);
        Certificate.Replay(evidence.Document).Agrees.ShouldBeTrue();
    }

    [Fact]
    public async Task An_item_counts_with_its_newest_valid_value_of_the_last_four_hours()
    {
        await silo.Send(
            Message.Water(Noon.AddHours(-4), "w21011=0.35"),
            Message.Water(Noon.AddHours(-3), "w21003=1.2"),
            Message.Water(Noon.AddHours(-1), "w21003=9.9/D"),
            Message.Water(Noon, "w01009=7.0"));

        var verdict = await silo.Verdict(Message.River);

        // Ammonia of 09:00 is class IV; its faulty value of 11:00 does not count, phosphorus of 08:00 is too old.
        verdict.ShouldNotBeNull();
        verdict.Class.ShouldBe(4);
        verdict.Water!.Items.ShouldBe(2);
    }

    [Theory]
    [InlineData("F", "stopped")]
    [InlineData("M", "maintenance")]
    public async Task A_station_that_says_it_does_not_measure_has_no_class_although_older_values_are_in_reach(string flag, string reason)
    {
        await silo.Send(Message.ClassTwo(Noon.AddHours(-1)), Message.Water(Noon, $"w01001=7.5/{flag}", $"w01009=7.0/{flag}"));

        var verdict = await silo.Verdict(Message.River);

        verdict.ShouldNotBeNull();
        verdict.Class.ShouldBeNull();
        verdict.Reason.ShouldBe(reason);
        verdict.Since.ShouldBe(Noon);
    }

    [Fact]
    public async Task No_verdict_keeps_its_since_while_the_reason_stays_whatever_the_order_of_arrival()
    {
        await silo.Send("gw", 1, Message.Water(Noon.AddHours(8), "w01001=7/M"), Message.ClassTwo(Noon.AddHours(-4)));
        await silo.Send("gw", 3, Message.Water(Noon, "w01001=7/M"));
        (await silo.Verdict(Message.River))!.Since.ShouldBe(Noon);

        await silo.Send("gw", 4, Message.Water(Noon.AddHours(4), "w01001=7/F"));

        (await silo.Verdict(Message.River))!.Since.ShouldBe(Noon.AddHours(8));
    }

    [Fact]
    public async Task A_late_value_judges_anew_the_moments_it_reaches_and_no_other()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(2)), Message.Water(Noon.AddHours(3), "w01001=7.4"), Message.ClassTwo(Noon.AddHours(8)));
        var before = await Verdicts();

        await silo.Send("gw", 9, Message.Water(Noon.AddHours(1), "w21017=1", "w21011=0.35"));

        var after = await Verdicts();
        after.Select(v => (v.At - Noon).TotalHours).ShouldBe([0, 1, 2, 3, 8]);
        after[1].Class.ShouldBe(5);
        // At 14:00 and 15:00 a newer phosphorus stands; the others are the very same verdicts.
        after.Where(v => v.At != Noon.AddHours(1)).Select(v => v.CertificateId).ShouldBe(before.Select(v => v.CertificateId));
    }

    [Fact]
    public async Task A_correction_changes_the_verdict_and_the_old_certificate_stays_to_be_read()
    {
        using var listener = silo.Feed.Subscribe();
        await silo.Send("gw", 1, Message.ClassTwo(Noon));
        var old = (await silo.Verdict(Message.River))!;

        await silo.Send("gw", 2, Message.Water(Noon, "w21011=0.25") with { SentAt = Noon.AddHours(1) });

        var verdict = (await silo.Verdict(Message.River))!;
        verdict.Class.ShouldBe(4);
        verdict.CertificateId.ShouldNotBe(old.CertificateId);
        var superseded = await silo.Certificates.Find(old.CertificateId);
        superseded.ShouldNotBeNull().Verdict.ShouldBeNull();
        Certificate.Replay(superseded.Document).Agrees.ShouldBeTrue();
        (await silo.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull().Verdict.ShouldNotBeNull();
        var changes = Events<Hosting.VerdictChanged>(listener);
        changes.Select(c => (c.Before?.Class, c.After.Class)).ShouldBe([(null, 2), (2, 4)]);
    }

    [Fact]
    public async Task A_verdict_that_says_what_the_one_before_said_has_its_certificate_when_somebody_looks()
    {
        await silo.Send(Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(1)));
        (await Stored()).Select(v => v.CertificateId.Length).ShouldBe([64, 0]);

        var seen = await Verdicts();

        seen.ShouldAllBe(v => v.CertificateId.Length == 64);
        foreach (var verdict in seen)
        {
            var evidence = (await silo.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull();
            evidence.Verdict!.At.ShouldBe(verdict.At);
            Certificate.Replay(evidence.Document).Recomputed!.Id.ShouldBe(verdict.CertificateId);
        }
    }

    [Fact]
    public async Task A_certificate_that_somebody_saw_stays_to_be_read_when_a_correction_comes_after()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(1)));
        var seen = (await Verdicts())[1].CertificateId;

        await silo.Send("gw", 3, Message.Water(Noon.AddHours(1), "w21011=0.25") with { SentAt = Noon.AddHours(2) });

        (await silo.Certificates.Find(seen)).ShouldNotBeNull().Verdict.ShouldBeNull();
        (await Verdicts())[1].CertificateId.ShouldNotBe(seen);
    }

    [Fact]
    public async Task A_change_tells_both_certificates()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(1)));
        using var listener = silo.Feed.Subscribe();

        await silo.Send("gw", 3, Message.Water(Noon.AddHours(2), "w21011=0.25"));

        var change = Events<Hosting.VerdictChanged>(listener).ShouldHaveSingleItem();
        (await silo.Certificates.Find(change.Before!.CertificateId)).ShouldNotBeNull().Verdict!.At.ShouldBe(Noon.AddHours(1));
        (await silo.Certificates.Find(change.After.CertificateId)).ShouldNotBeNull().Verdict!.At.ShouldBe(Noon.AddHours(2));
    }

    [Fact]
    public async Task A_certificate_nobody_issued_is_not_found() =>
        (await silo.Certificates.Find(new string('0', 64))).ShouldBeNull();

    [Fact]
    public async Task The_target_of_the_registry_is_the_target_of_the_next_verdict_and_the_old_evidence_stays()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon));
        var old = (await silo.Verdict(Message.River))!;
        var section = (await silo.Store.Registry.FindSection(Message.River.Value))!;
        await silo.Store.Registry.Upsert(section with { Targets = [new SectionTarget(TargetBasis.Assessment, 1, From: null, To: null)] });

        await silo.Send("gw", 2, Message.ClassTwo(Noon.AddHours(4)));

        (await silo.Verdict(Message.River))!.Water!.Met.ShouldBe(false);
        (await silo.Certificates.Find(old.CertificateId)).ShouldNotBeNull().Verdict!.TargetClass.ShouldBe(2);
    }

    [Fact]
    public async Task A_clock_far_ahead_does_not_hide_the_present()
    {
        await silo.Send("gw", 1, Message.Water(Noon.AddYears(70), "w01009=1.0"));
        await silo.Send("gw", 2, Message.ClassTwo(Noon));

        (await silo.Verdict(Message.River))!.At.ShouldBe(Noon);
        (await silo.Queries.Latest(Message.River)).Single(l => l.Parameter.Value == "w01009").Reading.Reading.Text.ShouldBe("7.0");
    }

    [Fact]
    public async Task A_restart_restores_values_windows_verdict_and_goes_on_the_same_way()
    {
        await silo.Send("gw", 1, Message.ClassTwo(Noon), Message.Water(Noon.AddHours(1), "w01009=6.5"));
        var (verdict, latest, day) = (await silo.Verdict(Message.River), await silo.Queries.Latest(Message.River), await silo.Aggregates(Message.River, "w01009", AggregateResolution.Day));

        await silo.Restart();

        // Records with lists inside compare by reference; what they say is compared.
        (await silo.Verdict(Message.River))!.CertificateId.ShouldBe(verdict!.CertificateId);
        (await silo.Queries.Latest(Message.River)).ShouldBe(latest);
        (await silo.Aggregates(Message.River, "w01009", AggregateResolution.Day)).ShouldBe(day);
        await silo.Send("gw", 3, Message.Water(Noon.AddHours(2), "w01009=6.0"));
        var next = (await silo.Verdict(Message.River))!;
        next.Water!.Items.ShouldBe(5);
        (await silo.Aggregates(Message.River, "w01009", AggregateResolution.Day)).ShouldHaveSingleItem().Sum.ShouldBe(19.5m);
    }

    public ValueTask DisposeAsync() => silo.DisposeAsync();

    private static List<T> Events<T>(Hosting.FeedSubscription listener)
    {
        var all = new List<T>();
        while (listener.Events.TryRead(out var happened))
        {
            if (happened is T wanted)
            {
                all.Add(wanted);
            }
        }

        return all;
    }

    private async Task<IReadOnlyList<StoredVerdict>> Stored() =>
        (await silo.Store.Queries.Verdicts(Message.River, VerdictKind.Instant, Noon.AddDays(-1), Noon.AddDays(1), cursor: null, limit: 100)).Items;

    private async Task<IReadOnlyList<StoredVerdict>> Verdicts() =>
        (await silo.Queries.Verdicts(Message.River, VerdictKind.Instant, Noon.AddDays(-1), Noon.AddDays(1), cursor: null, limit: 100)).Items;

    private void Change(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(silo.Folder, Storage.Sqlite.SqliteMonitoringStore.FileName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
