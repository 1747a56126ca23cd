using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;

namespace Monitoring.Compliance.Tests.Editions;

public class EditionCatalogueTests
{
    private static readonly EditionCatalogue Catalogue = EditionCatalogue.Default;

    [Fact]
    public void Table_1_has_24_items_of_which_21_count()
    {
        var items = Catalogue.Water[^1].Limits.Items;

        items.Count.ShouldBe(24);
        items.Where(i => !i.InTwentyOne).Select(i => i.Code).ShouldBe(["WT", "TN", "FC"]);
        items.Where(i => i.Toxic).Select(i => i.Code).Order(StringComparer.Ordinal).ShouldBe(["As", "CN", "Cd", "Cr6", "Hg", "Pb"]);
    }

    [Fact]
    public void Limits_never_get_stricter_from_class_to_class()
    {
        foreach (var item in Catalogue.Water[^1].Limits.Items)
        {
            foreach (var limits in new[] { item.Limits, item.LakeLimits }.Where(l => l is not null))
            {
                limits!.Count.ShouldBe(5);
                var ordered = item.Direction is LimitDirection.Min ? limits.OrderDescending() : limits.Order();
                limits.SequenceEqual(ordered).ShouldBeTrue(item.Code);
            }
        }
    }

    [Fact]
    public void Breakpoints_ascend_and_every_reported_item_has_a_column()
    {
        foreach (var edition in Catalogue.AirIndex)
        {
            foreach (var column in edition.Breakpoints.Values)
            {
                column.Iaqi.Count.ShouldBe(column.Concentration.Count);
                column.Iaqi.ShouldBe(column.Iaqi.Order().Distinct());
                column.Concentration.ShouldBe(column.Concentration.Order().Distinct());
            }

            foreach (var name in edition.Daily.Items.Concat(edition.Hourly.Items))
            {
                Monitoring.Compliance.Air.AirItem.TryParse(name, out var item).ShouldBeTrue(name);
                edition.ColumnOf(item).ShouldNotBeNull(name);
            }
        }
    }

    [Theory]
    [InlineData("2010-12-31", null)]
    [InlineData("2015-06-01", "21")]
    [InlineData("2020-12-31", "21")]
    [InlineData("2021-01-01", "5+COD")]
    [InlineData("2026-08-01", "5+COD")]
    public void The_item_set_follows_the_date(string date, string? set) =>
        Catalogue.Water[^1].ItemSetOn(DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture), ["COD"])?.Name.ShouldBe(set);

    [Theory]
    [InlineData("5")]
    [InlineData("21")]
    [InlineData("5+COD,F")]
    public void An_item_set_is_its_name(string name)
    {
        ItemSet.TryParse(name, out var set).ShouldBeTrue();
        set.Name.ShouldBe(name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("6")]
    [InlineData("5+")]
    [InlineData("5+COD,")]
    [InlineData("5+C D")]
    public void Other_names_are_no_item_set(string? name) => ItemSet.TryParse(name, out _).ShouldBeFalse();

    [Fact]
    public void The_items_of_a_set_stand_in_table_order() =>
        Catalogue.Water[^1].ItemsOf(ItemSet.FivePlus(["F", "COD"])).ShouldBe(["pH", "DO", "CODMn", "COD", "NH3N", "TP", "F"]);
}
