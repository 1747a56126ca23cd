using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>The X items of a section: what is assessed beside the five (circular 环办监测函〔2020〕714号).</summary>
public static class ExtraItems
{
    /// <summary>
    /// The items of table 1 outside the basic ones whose highest value of last year or this year was worse than class III,
    /// or than the target when that is I or II. Short codes in table order; fecal coliforms, which stand apart from the class, are none.
    /// </summary>
    public static IReadOnlyList<string> Of(
        int? targetClass, IReadOnlyDictionary<string, decimal> lastYearMax, IReadOnlyDictionary<string, decimal> thisYearMax, WaterBody body, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(lastYearMax);
        ArgumentNullException.ThrowIfNull(thisYearMax);
        ArgumentNullException.ThrowIfNull(edition);
        var demanded = targetClass is 1 or 2 ? targetClass.Value : 3;
        return
        [
            .. edition.Limits.Items
                .Where(i => i is { InTwentyOne: true, BasicNine: false } && (Exceeds(i, lastYearMax) || Exceeds(i, thisYearMax)))
                .Select(i => i.Code),
        ];

        bool Exceeds(WaterItem item, IReadOnlyDictionary<string, decimal> max) =>
            max.TryGetValue(item.Code, out var value) && SingleFactor.ClassOf(item, body, value) > demanded;
    }
}
