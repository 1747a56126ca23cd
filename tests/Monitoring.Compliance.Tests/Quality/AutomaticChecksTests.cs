using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Quality;

/// <summary>Whatever a series holds, checks point at some of its values and leave all of them as they are. Cases stand in the vectors of <c>assess</c>.</summary>
public class AutomaticChecksTests
{
    private static readonly QualityEdition Edition = EditionCatalogue.Default.Quality;

    [Fact]
    public void Mark_only_what_is_there_and_each_value_once() => Prop.ForAll(Series, series =>
    {
        foreach (var marked in new[] { AutomaticChecks.Jumps(series, Edition), AutomaticChecks.Standstills(series, Edition) })
        {
            marked.Distinct().Count().ShouldBe(marked.Count);
            marked.ShouldAllBe(p => series.Contains(p));
            marked.ShouldBeInOrder(SortDirection.Ascending, Comparer<SeriesPoint>.Create((a, b) => a.At.CompareTo(b.At)));
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Hold_for_numbers_at_the_ends_of_decimal()
    {
        List<SeriesPoint> series = [.. Enumerable.Range(0, 30).Select(i => new SeriesPoint(DateTimeOffset.UnixEpoch.AddHours(i), i is 9 ? decimal.MinValue : i is 10 ? decimal.MaxValue : i % 2))];

        AutomaticChecks.Jumps(series, Edition).Select(p => p.At.Hour).ShouldBe([9, 10, 11]);
        AutomaticChecks.IsOffNeighbours(decimal.MinValue, [decimal.MaxValue, 1, 2, 3], Edition).ShouldBeTrue();
        AutomaticChecks.SaturationPercent(decimal.MaxValue, decimal.MaxValue, Edition).ShouldBeNull();
    }

    [Fact]
    public void Do_not_mind_another_zero_of_the_scale() => Prop.ForAll(Series, series =>
    {
        List<SeriesPoint> lifted = [.. series.Select(p => p with { Number = p.Number + 1000 })];

        AutomaticChecks.Jumps(lifted, Edition).Select(p => p.At).ShouldBe(AutomaticChecks.Jumps(series, Edition).Select(p => p.At));
        AutomaticChecks.Standstills(lifted, Edition).Select(p => p.At).ShouldBe(AutomaticChecks.Standstills(series, Edition).Select(p => p.At));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Never_call_the_middle_one_of_the_neighbours_off() => Prop.ForAll(Gen.Choose(0, 5000).NonEmptyListOf().ToArbitrary(), numbers =>
    {
        List<decimal> neighbours = [.. numbers.Select(n => n / 10m)];

        AutomaticChecks.IsOffNeighbours(Median.Of(neighbours), neighbours, Edition).ShouldBeFalse();
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Of_a_station_name_value_and_check()
    {
        var at = new DateTimeOffset(2026, 8, 1, 0, 0, 0, ChinaTime.Offset);
        var found = SuspectValues.Of(
            new Dictionary<string, IReadOnlyList<SeriesPoint>>(StringComparer.Ordinal)
            {
                ["w01001"] = [new(at, 14.2m), new(at.AddHours(1), 7.1m)],
                ["w01009"] = [new(at, 19m), new(at.AddHours(1), 8m)],
                ["w01010"] = [new(at, 25m)],
                ["a34002"] = [new(at, 60m), new(at.AddHours(1), 60m)],
                ["a34004"] = [new(at, 61m), new(at.AddHours(1), 35m)],
            },
            Edition);

        found.Select(f => $"{f.Code} {f.Check} {f.At.Hour}").ShouldBe(["a34002 inversion 0", "a34004 inversion 0", "w01001 range 0", "w01009 saturation 0"]);
    }

    [Fact]
    public void Have_a_range_for_each_water_item_of_a_station_that_holds_its_limits()
    {
        foreach (var item in EditionCatalogue.Default.Water[^1].Limits.Items.Where(i => i is { BasicNine: true, Limits: not null }))
        {
            AutomaticChecks.IsOutOfRange(item.MinistryCode, item.Limits![^1], Edition).ShouldBeFalse(item.Code);
            AutomaticChecks.IsOutOfRange(item.MinistryCode, -1, Edition).ShouldBeTrue(item.Code);
        }
    }

    private static Arbitrary<SeriesPoint[]> Series => Gen.Choose(0, 40).ArrayOf()
        .Select(numbers => numbers.Select((n, i) => new SeriesPoint(new DateTimeOffset(2026, 8, 1, 0, 0, 0, ChinaTime.Offset).AddHours(i), n / 10m)).ToArray()).ToArbitrary();
}
