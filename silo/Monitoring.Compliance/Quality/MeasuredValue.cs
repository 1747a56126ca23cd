using Monitoring.Compliance.Editions;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Quality;

/// <summary>
/// The number that a value enters a mean or a verdict with, or the reason why it enters none. A value below the
/// detection limit enters with half of the limit (HJ 91.2 practice; CNEMC 2020 No. 90).
/// </summary>
/// <param name="Number">The number; null when the value is not assessable.</param>
/// <param name="Reason">Why it is not (<see cref="NoVerdictReason"/>); null when it is.</param>
/// <param name="IsBelowDetection">True when the number is half of a detection limit.</param>
public readonly record struct MeasuredValue(decimal? Number, string? Reason, bool IsBelowDetection)
{
    // No instrument shows more; sums of a year stay far inside decimal.
    internal const decimal Largest = 1_000_000_000_000m;

    // Nor less: a share of something smaller is none, and leaves decimal.
    private const decimal Smallest = 1 / Largest;

    /// <summary>
    /// Reads one value. <paramref name="lowest"/> and <paramref name="highest"/> bound what the quantity can be at all;
    /// below zero is "negative" (no concentration is), everything else outside is "impossible".
    /// </summary>
    public static MeasuredValue Read(string? text, string? flag, decimal lowest = 0, decimal? highest = null)
    {
        if (flag is not null && ReasonOfFlag(flag) is { } flagged)
        {
            return new MeasuredValue(null, flagged, IsBelowDetection: false);
        }

        var trimmed = text?.Trim() ?? "";
        if (trimmed is "" or "--" or "-" or "*" or "/" or "NA")
        {
            return new MeasuredValue(null, NoVerdictReason.Missing, IsBelowDetection: false);
        }

        if (!new MeasuredText(trimmed).TryRead(out var number, out var isBelowDetection))
        {
            return new MeasuredValue(null, NoVerdictReason.NotANumber, IsBelowDetection: false);
        }

        return number switch
        {
            < 0 when lowest >= 0 => new MeasuredValue(null, NoVerdictReason.Negative, IsBelowDetection: false),
            _ when number < lowest || number > (highest ?? Largest) => new MeasuredValue(null, NoVerdictReason.Impossible, IsBelowDetection: false),
            _ => new MeasuredValue(isBelowDetection ? number * EditionCatalogue.Default.Quality.BelowDetection.Share : number, null, isBelowDetection),
        };
    }

    /// <summary>True for a number that a concentration can be: not negative, and not beyond what any instrument shows (HJ 91.2 practice).</summary>
    internal static bool IsPossible(decimal concentration) => concentration is >= 0 and <= Largest;

    /// <summary>True for a number that something can be a share of: above zero, and not below what any instrument shows (HJ 91.2 practice).</summary>
    internal static bool CanDivide(decimal number) => number is >= Smallest and <= Largest;

    /// <summary>Why a value under this mark of HJ 212-2017 takes no part; null when it does.</summary>
    public static string? ReasonOfFlag(string flag) => flag switch
    {
        _ when DataMark.IsValid(flag) => null,
        DataMark.Stopped => NoVerdictReason.Stopped,
        DataMark.Maintenance or DataMark.Calibrating => NoVerdictReason.Maintenance,
        _ => NoVerdictReason.Flagged,
    };
}
