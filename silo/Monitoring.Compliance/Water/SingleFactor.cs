using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Water;

/// <summary>Single-factor assessment of one item: GB 3838-2002 table 1.</summary>
public static class SingleFactor
{
    /// <summary>The number of the class that is worse than V.</summary>
    public const int InferiorV = 6;

    /// <summary>
    /// The class of one value, 1 to 6. A boundary value belongs to the better class, and where neighbouring classes share a
    /// limit the better one is taken. Dissolved oxygen also meets class I by its saturation where the table offers that and
    /// the saturation is given. Null where table 1 has no limit (water temperature; total nitrogen of rivers).
    /// </summary>
    /// <param name="item">The row of the table.</param>
    /// <param name="body">River or lake.</param>
    /// <param name="value">The value in the row's unit.</param>
    /// <param name="saturationPercent">Oxygen saturation in percent, if measured.</param>
    public static int? ClassOf(WaterItem item, WaterBody body, decimal value, decimal? saturationPercent = null)
    {
        ArgumentNullException.ThrowIfNull(item);
        if (item.Direction is LimitDirection.Range)
        {
            return value >= item.Range![0] && value <= item.Range[1] ? 1 : InferiorV;
        }

        if (LimitsOf(item, body) is not { } limits || item.Direction is LimitDirection.None)
        {
            return null;
        }

        if (item.SaturationForClassI is { } demanded && saturationPercent >= demanded)
        {
            return 1;
        }

        for (var i = 0; i < limits.Count; i++)
        {
            if (item.Direction is LimitDirection.Max ? value <= limits[i] : value >= limits[i])
            {
                return i + 1;
            }
        }

        return InferiorV;
    }

    /// <summary>The limit of a class, 1 to 5, in GB 3838-2002 table 1; null where the row has none (pH has a range).</summary>
    public static decimal? LimitOf(WaterItem item, WaterBody body, int waterClass) =>
        waterClass is >= 1 and <= 5 && LimitsOf(item, body) is { } limits ? limits[waterClass - 1] : null;

    /// <summary>
    /// The over-limit multiple (value - limit) / limit, exact (HuanBan [2011] 22, section 4); null for items that have none and
    /// for values that meet the limit.
    /// </summary>
    public static decimal? MultipleOf(WaterItem item, decimal value, decimal? limit) =>
        item.HasMultiple && limit is > 0 && value > limit ? (value - limit) / limit : null;

    private static IReadOnlyList<decimal>? LimitsOf(WaterItem item, WaterBody body) =>
        body is WaterBody.Lake ? item.LakeLimits ?? item.Limits : item.Limits;
}
