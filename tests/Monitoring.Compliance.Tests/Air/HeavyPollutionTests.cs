using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Tests.Air;

public class HeavyPollutionTests
{
    private const string Chongqing = "500000";
    private const string Chengdu = "510100";
    private static readonly DateOnly First = new(2026, 1, 10);

    [Theory]
    [InlineData("201", "yellow")]
    [InlineData("200", null)]
    [InlineData("151,151", "yellow")]
    [InlineData("151,150,151", null)]
    [InlineData("201,201", "orange")]
    [InlineData("151,151,151", "orange")]
    [InlineData("201,301,201", "red")]
    [InlineData("201,300,201", "orange")]
    [InlineData("201,,201", "yellow")]
    public void The_national_rules_of_2024_look_at_rows_of_days(string indices, string? level) =>
        (HeavyPollution.Assess(Days(indices), Chengdu).Highest?.Level.Name).ShouldBe(level);

    [Theory]
    [InlineData("201", "blue")]
    [InlineData("201,201", "yellow")]
    [InlineData("201,201,301", "orange")]
    [InlineData("201,201,300", "yellow")]
    [InlineData("201,301,301,201", "red")]
    [InlineData("301,201,201,301", "orange")]
    [InlineData("500", "red")]
    [InlineData("499", "blue")]
    public void The_national_rules_until_2023_had_four_colours(string indices, string level) =>
        HeavyPollution.Assess(Days(indices, new DateOnly(2020, 1, 10)), Chengdu).Highest!.Level.Name.ShouldBe(level);

    [Fact]
    public void Chongqing_has_its_own_rules_by_concentrations()
    {
        var particles = HeavyPollution.Assess(Days(116, 116, 151), Chongqing);
        var ozone = HeavyPollution.Assess([.. Enumerable.Range(0, 3).Select(d => Day(First.AddDays(d), ("O3_8h", 216 + (d * 30))))], Chongqing);

        (particles.Highest!.Level.Name, particles.IsLowerBound, particles.RuleState).ShouldBe(("orange", true, RuleState.Unverified), "red was never checked");
        HeavyPollution.Assess(Days(116, 116), "500103").Highest!.Level.Name.ShouldBe("yellow");
        HeavyPollution.Assess(Days(116, 115, 116), Chongqing).Highest.ShouldBeNull();
        HeavyPollution.Assess(Days(116, 115, 116), Chongqing).IsLowerBound.ShouldBeFalse();
        (ozone.Highest!.Level.Name, ozone.RuleState).ShouldBe(("orange", RuleState.Unverified));
        HeavyPollution.Assess(Days(116, 116, 151), Chengdu).Highest.ShouldBeNull();
    }

    [Theory]
    [InlineData("2023-12-30", "201,201,201", Chengdu, "orange", "HuanDaQi [2024] 6", RuleState.Unverified)]
    [InlineData("2023-12-30", "201,201,80", Chengdu, "yellow", "national levels until 2023", RuleState.Unverified)]
    [InlineData("2023-12-29", "201,201,201", Chengdu, "yellow", "national levels until 2023", RuleState.Verified)]
    [InlineData("2022-11-01", "201,201,201", Chongqing, "orange", "Chongqing plan of 2022", RuleState.Unverified)]
    [InlineData("2022-11-01", "201,201,80", Chongqing, "yellow", "national levels until 2023", RuleState.Verified)]
    [InlineData("2016-12-31", "201,201,80", Chengdu, "yellow", "national levels until 2023", RuleState.Verified)]
    public void A_run_is_judged_by_the_rules_of_its_days(string first, string indices, string city, string level, string standard, RuleState state)
    {
        var verdict = HeavyPollution.Assess(Days(indices, DateOnly.ParseExact(first, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)), city);

        (verdict.Highest!.Level.Name, verdict.Standard, verdict.RuleState).ShouldBe((level, standard, state));
    }

    [Fact]
    public void Rules_on_purpose_are_expired_as_soon_as_one_day_is_not_theirs() =>
        HeavyPollution.Assess(Days("201,201", new DateOnly(2023, 12, 31)), EditionCatalogue.Default.HeavyPollution.Find("heavy-pollution-national-2024")!).RuleState.ShouldBe(RuleState.Expired);

    [Fact]
    public void Forecasts_count_and_what_was_measured_alone_is_told_apart()
    {
        PollutionDay[] days = [.. Days("201"), Day(First.AddDays(1), ("AQI", 210)) with { Basis = PollutionBasis.Forecast }];

        var verdict = HeavyPollution.Assess(days, Chengdu);

        (verdict.Highest!.Level.Name, verdict.Highest.Basis, verdict.Highest.To).ShouldBe(("orange", PollutionBasis.Forecast, First.AddDays(1)));
        (verdict.Measured!.Level.Name, verdict.Measured.Basis).ShouldBe(("yellow", PollutionBasis.Measured));
    }

    [Theory]
    [InlineData("201,201,80,80", true)]
    [InlineData("201,201,80", false)]
    [InlineData("201,201,80,,80", false)]
    [InlineData("80,80,201", false)]
    public void A_warning_may_be_lifted_after_two_days_below_every_level(string indices, bool mayBe) => HeavyPollution.Assess(Days(indices), Chengdu).MayBeLifted.ShouldBe(mayBe);

    [Fact]
    public void Without_days_or_rules_there_is_a_reason_and_a_day_twice_ends_a_run()
    {
        HeavyPollution.Assess([], Chengdu).Reason.ShouldBe(NoVerdictReason.NoData);
        HeavyPollution.Assess(Days("300", new DateOnly(2010, 1, 1)), Chengdu).Reason.ShouldBe(NoVerdictReason.EditionGap);
        HeavyPollution.Assess([.. Days("201,201"), Day(First, ("AQI", 50))], Chengdu).Highest!.Level.Name.ShouldBe("yellow");
    }

    [Fact]
    public void Dirtier_air_is_never_a_lower_level_and_order_never_matters() => Prop.ForAll(Gen.Choose(80, 500).NonEmptyListOf().ToArbitrary(), Gen.Choose(0, 200).ToArbitrary(), (indices, more) =>
    {
        var days = indices.Take(12).Select((v, i) => Day(First.AddDays(i), ("AQI", v))).ToList();
        var worse = days.Select((d, i) => i == days.Count / 2 ? Day(d.Day, ("AQI", d.Figures["AQI"] + more)) : d).ToList();
        foreach (var edition in EditionCatalogue.Default.HeavyPollution)
        {
            var rank = Rank(days, edition);
            Rank(worse, edition).ShouldBeGreaterThanOrEqualTo(rank);
            Rank([.. Enumerable.Reverse(days)], edition).ShouldBe(rank);
        }
    }).QuickCheckThrowOnFailure();

    private static int Rank(IReadOnlyList<PollutionDay> days, HeavyPollutionEdition edition) => HeavyPollution.Assess(days, edition).Highest?.Level.Rank ?? 0;

    private static IReadOnlyList<PollutionDay> Days(string indices, DateOnly? first = null) =>
    [
        .. indices.Split(',').Select((text, i) => (Text: text, Day: (first ?? First).AddDays(i))).Where(d => d.Text.Length > 0)
            .Select(d => Day(d.Day, ("AQI", int.Parse(d.Text, System.Globalization.CultureInfo.InvariantCulture)))),
    ];

    private static IReadOnlyList<PollutionDay> Days(params int[] particles) => [.. particles.Select((v, i) => Day(First.AddDays(i), ("PM25_24h", v), ("AQI", 150)))];

    private static PollutionDay Day(DateOnly day, params (string Measure, decimal Value)[] figures) =>
        new(day, PollutionBasis.Measured, figures.ToDictionary(f => f.Measure, f => f.Value, StringComparer.Ordinal));
}
