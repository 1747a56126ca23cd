using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Water;

public class RiverAssessmentTests
{
    private static readonly WaterEdition Edition = EditionCatalogue.Default.Water[^1];

    [Theory]
    [InlineData("2 2 2 2 2 2 2 4 6 6", "moderate pollution")]
    [InlineData("1 2 3 1 2 3 1 2 3 6", "excellent")]
    [InlineData("3 3 3 6", null)]
    [InlineData("3 3 3 4 6", "moderate pollution")]
    [InlineData("3 3 3 6 6", "heavy pollution")]
    [InlineData("2 2 2 4 4 4", "light pollution")]
    public void Is_rated_by_the_shares_of_five_sections_or_more(string classes, string? rating) =>
        RiverAssessment.ByShares([.. classes.Split(' ').Select(int.Parse)], Edition)?.Rating.Name.ShouldBe(rating);

    [Fact]
    public void Bounds_hold_for_the_exact_share_not_the_printed_one()
    {
        // 1,799 of 2,000 are 89.95 %, printed 90.0 and not yet excellent.
        var river = RiverAssessment.ByShares([.. Enumerable.Repeat(1, 1799), .. Enumerable.Repeat(4, 201)], Edition)!;

        river.GoodShare.ShouldBe(90.0m);
        river.Rating.Name.ShouldBe("good");
    }

    [Fact]
    public void Of_few_sections_is_judged_by_the_means_of_the_items()
    {
        IReadOnlyDictionary<string, decimal>[] sections = [new Dictionary<string, decimal> { ["NH3N"] = 0.4m }, new Dictionary<string, decimal> { ["NH3N"] = 2.2m, ["TP"] = 0.01m }];

        var verdict = RiverAssessment.ByMeans(sections, Period.Day(new DateOnly(2019, 1, 1)), WaterBody.River, ItemSet.TwentyOne, Edition);

        verdict.Class.ShouldBe(4);
        verdict.Limiting.ShouldHaveSingleItem().Value.ShouldBe(1.3m);
    }
}
