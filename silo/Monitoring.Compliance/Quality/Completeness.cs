using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Quality;

/// <summary>How much of a window is there (GB 3095-2026 table 4; HJ 915.3-2024).</summary>
/// <param name="Expected">Values that the rhythm of the source lets expect, at least 1.</param>
/// <param name="Received">Values that came, valid or not; repeats count once.</param>
/// <param name="Valid">Those that take part.</param>
/// <param name="Least">Valid values that the verdict needs.</param>
public readonly record struct Completeness(int Expected, int Received, int Valid, int Least)
{
    private const int ShareDecimals = 4;

    /// <summary>Valid over expected values, 0 to 1, four decimals; more than expected counts as all (GB/T 8170).</summary>
    public decimal Share => Gb8170.RoundPlain((decimal)Math.Min(Valid, Expected) / Expected, ShareDecimals);

    /// <summary>True when the window may be judged (GB 3095-2026 table 4 and the other minimums); otherwise the reason is <see cref="NoVerdictReason.TooFewData"/>.</summary>
    public bool IsEnough => Valid >= Least;

    /// <summary>
    /// Counts the values of a window against its minimum (GB 3095-2026 table 4, HJ 663, HJ 915.3-2024). A value that is missing was not received.
    /// </summary>
    /// <param name="values">One per time of the window; absent times may be left out.</param>
    /// <param name="minimum">The window's rule.</param>
    /// <param name="expected">Where the window expects another number than the rule's full one, such as 31 days of a month.</param>
    public static Completeness Of(IEnumerable<MeasuredValue> values, MinimumRule minimum, int? expected = null)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentNullException.ThrowIfNull(minimum);
        var (received, valid) = (0, 0);
        foreach (var value in values)
        {
            received += value.Reason is NoVerdictReason.Missing ? 0 : 1;
            valid += value.Number is null ? 0 : 1;
        }

        return new Completeness(Math.Max(1, expected ?? minimum.Expected), received, valid, minimum.Least);
    }
}
