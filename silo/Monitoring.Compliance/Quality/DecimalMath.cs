namespace Monitoring.Compliance.Quality;

/// <summary>
/// Logarithm and exponential in decimal: the same digits on every machine, which binary library functions do not
/// promise and a certificate needs.
/// </summary>
internal static class DecimalMath
{
    public const decimal Ln2 = 0.6931471805599453094172321215m;
    private const int Hundredths = 2001;

    private static readonly object?[] PowersOfTen = new object?[Hundredths];

    public const decimal Ln10 = 2.3025850929940456840179914547m;

    /// <summary>Natural logarithm of a positive number.</summary>
    public static decimal Ln(decimal x)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(x);

        // x = m * 2^k with m near 1, then ln m = 2 artanh((m-1)/(m+1)).
        var k = 0;
        for (; x > 1.4142135623730950488m; x /= 2)
        {
            k++;
        }

        for (; x < 0.7071067811865475244m; x *= 2)
        {
            k--;
        }

        var y = (x - 1) / (x + 1);
        var square = y * y;
        var sum = 0m;
        var power = y;
        for (var n = 1; power != 0; n += 2)
        {
            sum += power / n;
            power *= square;
        }

        return (2 * sum) + (k * Ln2);
    }

    /// <summary>
    /// 10 to the power of -x, for x from 0 to 20. Instruments show pH in hundredths, so the powers of whole hundredths are
    /// computed once; the digits are those of <see cref="Exp"/> either way.
    /// </summary>
    public static decimal TenToMinus(decimal x)
    {
        var hundredths = x * 100;
        if (hundredths is < 0 or >= Hundredths || hundredths != decimal.Truncate(hundredths))
        {
            return Exp(-x * Ln10);
        }

        // Boxed, so that a reader on another thread sees all of a number or none of it.
        var place = (int)hundredths;
        return (decimal)(PowersOfTen[place] ??= Exp(-x * Ln10));
    }

    /// <summary>e to the power of x, for x from -60 to 60.</summary>
    public static decimal Exp(decimal x)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(x, 60m);
        ArgumentOutOfRangeException.ThrowIfLessThan(x, -60m);

        // e^x = 2^k * e^r with |r| <= ln2/2.
        var k = (int)Math.Round(x / Ln2, MidpointRounding.ToEven);
        var r = x - (k * Ln2);
        var sum = 1m;
        var term = 1m;
        for (var n = 1; term != 0; n++)
        {
            term = term * r / n;
            sum += term;
        }

        for (; k > 0; k--)
        {
            sum *= 2;
        }

        for (; k < 0; k++)
        {
            sum /= 2;
        }

        return sum;
    }
}
