namespace Monitoring.Compliance.Quality;

/// <summary>The arithmetic mean of a period's values (HuanBan [2011] 22, section 2; GB 3095 section 6).</summary>
public static class ArithmeticMean
{
    /// <summary>The mean of at least one value, unrounded; values as <see cref="MeasuredValue"/> lets them pass.</summary>
    public static decimal Of(IReadOnlyList<decimal> values)
    {
        Demand.AtLeastOne(values);
        var sum = 0m;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Count;
    }
}

/// <summary>The mean of pH values: through the concentrations of hydrogen ions, never of the pH (CNEMC 2020 No. 90).</summary>
public static class HydrogenIonMean
{
    /// <summary>-lg of the mean of 10^-pH over at least one value between 0 and 14, exact to twenty digits.</summary>
    public static decimal Of(IReadOnlyList<decimal> values)
    {
        Demand.AtLeastOne(values);

        // Relative to the lowest pH, so that small concentrations keep their digits.
        var lowest = values.Min();
        var sum = 0m;
        var (previous, concentration) = (lowest, 1m);
        foreach (var value in values)
        {
            // A month repeats few pH values many times.
            concentration = value == previous ? concentration : DecimalMath.TenToMinus(value - lowest);
            previous = value;
            sum += concentration;
        }

        return lowest - (DecimalMath.Ln(sum / values.Count) / DecimalMath.Ln10);
    }
}

internal static class Demand
{
    /// <summary>A mean of nothing is a mistake of the caller, who names a reason instead.</summary>
    public static void AtLeastOne(IReadOnlyList<decimal> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
        {
            throw new ArgumentException("a mean needs at least one value", nameof(values));
        }
    }
}
