using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;
using static Monitoring.Silo.Tests.Periods.FilledStore;

namespace Monitoring.Silo.Tests.Periods;

public sealed class SectionPeriodsTests : IAsyncDisposable
{
    private readonly FilledStore store = new();

    [Fact]
    public async Task A_month_counts_exactly_the_values_of_its_beijing_days()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));

        // One value of the month before and one of the month after, both far worse than V.
        await store.Send(Water("S1", At(2026, 7, 31, 23, 59), "w21003=90"), Water("S1", At(2026, 9, 1), "w21003=90"));

        var august = await store.Judge(section, Month(2026, 8));

        august.Verdict.Class.ShouldBe(2);
        august.Verdict.Completeness.ShouldBe(1m);
        august.Verdict.Met.ShouldBe(true);
        august.Means["NH3N"].Value.ShouldBe(0.3m);
        (await store.Judge(section, Month(2026, 7))).Verdict.Class.ShouldBeNull();
    }

    [Fact]
    public async Task The_mean_of_all_values_is_rounded_once_and_then_classified()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 8, 16), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.50 w21011=0.08");
        await store.Fill("S1", At(2026, 8, 16), At(2026, 8, 31), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.51 w21011=0.08");

        // 0.505 to two decimals is 0.50 (half to even): class II, although half of the values alone are class III.
        var verdict = (await store.Judge(section, Month(2026, 8))).Verdict;

        verdict.Class.ShouldBe(2);
        verdict.Limiting.Select(i => i.Value).ShouldContain(0.50m);
    }

    [Fact]
    public async Task PH_is_averaged_through_hydrogen_ions()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 8, 16), "w01001=6.0 w01009=7.0");
        await store.Fill("S1", At(2026, 8, 16), At(2026, 8, 31), "w01001=8.0 w01009=7.0");

        var means = (await store.Judge(section, Month(2026, 8))).Means;

        // -lg((10^-6 + 10^-8) / 2); the mean of the two pH would be 7.
        means["pH"].Value.ShouldBe(6.2967m, 0.0001m);
    }

    [Fact]
    public async Task Too_few_values_give_no_verdict_and_say_so()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 8, 16));

        (await store.Judge(section, Month(2026, 8))).Verdict.Reason.ShouldBe("too-few-data");

        // 93 of 186 is half.
        await store.Fill("S1", At(2026, 8, 16), At(2026, 8, 16, 12));
        var verdict = (await store.Judge(section, Month(2026, 8))).Verdict;
        verdict.Class.ShouldBe(2);
        verdict.Completeness.ShouldBe(0.5m);
    }

    [Fact]
    public async Task A_stopped_month_is_stopped_and_a_marked_value_counts_nowhere()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1), "w01001=7.5/F w01009=7.0/F w01019=3.1/F w21003=0.3/F w21011=0.08/F");
        await store.Fill("S1", At(2026, 9, 1), At(2026, 10, 1));
        await store.Send(Water("S1", At(2026, 9, 3, 2), "w21003=90/D"));

        (await store.Judge(section, Month(2026, 8))).Verdict.Reason.ShouldBe("stopped");
        (await store.Judge(section, Month(2026, 9))).Verdict.Class.ShouldBe(2);
    }

    [Fact]
    public async Task A_correction_judges_the_month_anew_and_what_was_said_before_stays_provable()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));
        var before = await store.Judge(section, Month(2026, 8));

        await store.Send(Water("S1", At(2026, 8, 10), "w21003=90", sentAt: At(2026, 11, 1)));
        var after = await store.Judge(section, Month(2026, 8));

        before.Verdict.Class.ShouldBe(2);
        after.Verdict.Class.ShouldBe(3);
        after.CertificateId.ShouldNotBe(before.CertificateId);
        foreach (var verdict in new[] { before, after })
        {
            var evidence = (await store.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull();
            var replay = Certificate.Replay(evidence.Document);
            replay.Agrees.ShouldBeTrue(replay.Difference);
            replay.Recomputed!.Id.ShouldBe(verdict.CertificateId);
        }
    }

    [Fact]
    public async Task The_same_question_gives_the_same_certificate()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));

        (await store.Judge(section, Month(2026, 8))).CertificateId.ShouldBe((await store.Judge(section, Month(2026, 8))).CertificateId);
    }

    [Fact]
    public async Task One_sample_by_hand_speaks_for_a_month_without_instruments_and_instruments_go_before_it()
    {
        var section = await store.Section("S1");
        await store.Send(Water("S1", At(2026, 7, 5, 10), "w01001=7.5 w01009=7.0 w01019=9.0 w21003=0.3 w21011=0.08", source: ReadingSource.Hand));
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));
        await store.Send(Water("S1", At(2026, 8, 5, 10), "w01019=9.0", source: ReadingSource.Hand));

        var byHand = (await store.Judge(section, Month(2026, 7))).Verdict;
        byHand.Class.ShouldBe(4);
        byHand.Sources.ShouldBe(["hand"]);
        (await store.Judge(section, Month(2026, 8))).Verdict.Class.ShouldBe(2);
    }

    [Fact]
    public async Task A_quarter_needs_two_samples_by_hand_where_a_month_needs_one()
    {
        var section = await store.Section("S1");
        await store.Send(Water("S1", At(2026, 7, 5, 10), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.3 w21011=0.08", source: ReadingSource.Hand));
        var quarter = Period.QuarterOf(new DateOnly(2026, 7, 1));

        (await store.Judge(section, quarter)).Verdict.Reason.ShouldBe("too-few-data");
        await store.Send(Water("S1", At(2026, 8, 5, 10), "w01001=7.5 w01009=7.0 w01019=4.9 w21003=0.3 w21011=0.08", source: ReadingSource.Hand));

        var verdict = (await store.Judge(section, quarter)).Verdict;
        (verdict.Class, verdict.Reason).ShouldBe((2, null));
    }

    [Fact]
    public async Task An_item_that_failed_last_year_becomes_an_x_item()
    {
        var section = await store.Section("S1", target: 3);
        await store.Send(Water("S1", At(2025, 3, 5, 10), "w01018=35", source: ReadingSource.Hand));
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));
        await store.Send(Water("S1", At(2026, 8, 5, 10), "w01018=33", source: ReadingSource.Hand));

        var verdict = (await store.Judge(section, Month(2026, 8))).Verdict;

        verdict.ItemSet.ShouldBe("5+COD");
        verdict.Class.ShouldBe(5);
        verdict.Limiting.ShouldHaveSingleItem().Multiple.ShouldBe(0.65m);
        (await store.Judge(section, Month(2026, 9))).Verdict.Missing.ShouldContain(m => m.Item == "COD" && m.Reason == "missing");
    }

    [Fact]
    public async Task A_year_is_the_mean_of_its_months_and_needs_eight()
    {
        var section = await store.Section("S1");
        for (var month = 1; month <= 7; month++)
        {
            await store.Fill("S1", At(2025, month, 1), At(2025, month + 1, 1));
        }

        var year = Period.YearOf(new DateOnly(2025, 1, 1));
        (await store.Judge(section, year)).Verdict.Reason.ShouldBe("too-few-data");

        // Half of August: fewer values than the others, the same weight.
        await store.Fill("S1", At(2025, 8, 1), At(2025, 8, 17), "w01001=7.5 w01009=7.0 w01019=3.1 w21003=2.7 w21011=0.08");
        var verdict = await store.Judge(section, year);
        verdict.Verdict.Class.ShouldBe(3);
        verdict.Means["NH3N"].Value.ShouldBe(0.6m);
    }

    [Fact]
    public async Task Days_and_weeks_are_beijing_days_and_weeks_from_monday()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 17), At(2026, 8, 24));

        var days = await store.Sections.Judge(section, Enumerable.Range(16, 3).Select(d => Period.Day(new DateOnly(2026, 8, d))));
        days.Select(d => d.Verdict.Class).ShouldBe([null, 2, 2]);
        (await store.Judge(section, Period.WeekOf(new DateOnly(2026, 8, 21)))).Verdict.Completeness.ShouldBe(1m);
    }

    [Fact]
    public async Task The_hours_mean_beside_its_instants_is_not_counted_twice()
    {
        var section = await store.Section("S1");
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1));
        var mean = Water("S1", At(2026, 8, 3), "w21003=90");
        await store.Send(mean with { Readings = [.. mean.Readings.Select(r => r with { Key = r.Key with { Kind = ReadingKind.Mean, Length = TimeSpan.FromHours(1) } })] });

        (await store.Judge(section, Month(2026, 8))).Means["NH3N"].Value.ShouldBe(0.3m);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();
}
