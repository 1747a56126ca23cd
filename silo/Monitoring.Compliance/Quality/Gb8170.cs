namespace Monitoring.Compliance.Quality;

/// <summary>Rounding by GB/T 8170: half to even, on the decimal digits, once.</summary>
public static class Gb8170
{
    private const int MaxDecimals = 28;

    /// <summary>
    /// Rounds to <paramref name="decimals"/> decimals, 0 to 28. A value other than zero that would become zero keeps one
    /// significant digit instead (CNEMC 2020 No. 90): 0.00004 at three decimals stays 0.00004.
    /// </summary>
    public static decimal Round(decimal value, int decimals)
    {
        var rounded = RoundPlain(value, decimals);
        for (var more = decimals + 1; rounded == 0 && value != 0 && more <= MaxDecimals; more++)
        {
            rounded = RoundPlain(value, more);
        }

        return rounded;
    }

    /// <summary>Rounds half to even without keeping a digit: sub-indices, shares and multiples (GB/T 8170, 3.2).</summary>
    public static decimal RoundPlain(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.ToEven);

    /// <summary>
    /// Rounds to the nearest half of the last place: 60.38 at no decimals is 60.5 (GB/T 8170, 3.4: twice the value, rounded, halved). Null
    /// for a number that is too great to be doubled.
    /// </summary>
    public static decimal? RoundToHalf(decimal value, int decimals) => RoundToShare(value, decimals, 2);

    /// <summary>Rounds to the nearest fifth of the last place: 8.30 at no decimals is 8.4 (GB/T 8170, 3.4: five times the value, rounded, divided by five).</summary>
    public static decimal? RoundToFifth(decimal value, int decimals) => RoundToShare(value, decimals, 5);

    private static decimal? RoundToShare(decimal value, int decimals, int parts) =>
        Math.Abs(value) > decimal.MaxValue / parts ? null : RoundPlain(value * parts, decimals) / parts;

    /// <summary>The text of a rounded value with at least <paramref name="decimals"/> decimals, as reports print it (GB/T 8170).</summary>
    public static string Text(decimal rounded, int decimals)
    {
        var digits = Math.Max(decimals, Scale(rounded));
        return rounded.ToString("F" + digits, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>The text of a number without needless zeros: certificates and exact results.</summary>
    public static string Text(decimal value) => value.ToString("0.############################", System.Globalization.CultureInfo.InvariantCulture);

    // Decimals that are left when trailing zeros are dropped.
    private static int Scale(decimal value)
    {
        var text = Text(value);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? 0 : text.Length - point - 1;
    }
}
