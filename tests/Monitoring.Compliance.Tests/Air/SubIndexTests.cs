using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using static Monitoring.Compliance.Tests.Air.AirBuilder;

namespace Monitoring.Compliance.Tests.Air;

public class SubIndexTests
{
    private static readonly AirIndexEdition Old = EditionCatalogue.Default.FindAirIndex("HJ 633-2012")!;
    private static readonly AirIndexEdition New = EditionCatalogue.Default.FindAirIndex("HJ 633-2026")!;

    [Theory]
    [InlineData("CO_24h", "2.2", 55)]
    [InlineData("CO_1h", "65.4", 218)]
    [InlineData("PM25_24h", "14", 20)]
    [InlineData("PM25_24h", "0", 0)]
    [InlineData("PM25_24h", "600", 500)]
    [InlineData("PM25_24h", "-1", null)]
    [InlineData("O3_1h", "1300", 500)]
    [InlineData("SO2_1h", "801", null)]
    [InlineData("O3_8h", "801", null)]
    public void Is_exact_where_binary_fractions_are_not(string item, string concentration, int? index) => IndexOf(Old, item, concentration).ShouldBe(index);

    [Fact]
    public void Reaches_the_index_of_a_breakpoint_exactly()
    {
        foreach (var edition in EditionCatalogue.Default.AirIndex)
        {
            foreach (var (name, column) in edition.Breakpoints)
            {
                for (var i = 0; i < column.Iaqi.Count; i++)
                {
                    SubIndex.Of(edition, Item(name), column.Concentration[i]).ShouldBe(column.Iaqi[i], $"{edition.Standard} {name}");
                }
            }
        }
    }

    [Theory]
    [InlineData("PM25_24h", "35.99", 52)]
    [InlineData("PM25_24h", "35.5", 52)]
    [InlineData("PM25_24h", "34.5", 49)]
    [InlineData("CO_24h", "2.25", 55)]
    public void Rounds_the_concentration_half_to_even_first_since_2026(string item, string concentration, int index) => IndexOf(New, item, concentration).ShouldBe(index);

    [Fact]
    public void Does_not_round_the_concentration_in_2012() => IndexOf(Old, "PM25_24h", "35.01").ShouldBe(51);

    [Fact]
    public void Of_more_is_never_less() => Prop.ForAll(Gen.Choose(0, 400_000).ToArbitrary(), Gen.Choose(0, 400_000).ToArbitrary(), (a, b) =>
    {
        var (low, high) = (Math.Min(a, b) / 100m, Math.Max(a, b) / 100m);
        foreach (var edition in EditionCatalogue.Default.AirIndex)
        {
            foreach (var item in edition.Breakpoints.Keys.Select(Item))
            {
                var (ofLow, ofHigh) = (SubIndex.Of(edition, item, low), SubIndex.Of(edition, item, high));
                (ofHigh is null || ofLow <= ofHigh).ShouldBeTrue($"{edition.Standard} {item}");
            }
        }
    }).QuickCheckThrowOnFailure();

    private static int? IndexOf(AirIndexEdition edition, string item, string concentration) =>
        SubIndex.Of(edition, Item(item), decimal.Parse(concentration, System.Globalization.CultureInfo.InvariantCulture));
}
