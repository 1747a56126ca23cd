using Monitoring.Compliance.Editions;

namespace Monitoring.Compliance.Quality;

/// <summary>Values of gas analysers around zero (HJ 818-2018).</summary>
public static class ZeroDrift
{
    /// <summary>
    /// The number that a value at or below zero enters with: half of the detection limit within the drift band, none below it
    /// (<see cref="NoVerdictReason.Negative"/>; HJ 818-2018). Greater values pass as they are.
    /// </summary>
    /// <param name="item">The gas.</param>
    /// <param name="number">In <paramref name="unit"/>.</param>
    /// <param name="unit">Must be the band's: ppb, for carbon monoxide ppm; another is <see cref="NoVerdictReason.UnitMismatch"/>.</param>
    /// <param name="detectionLimit">Of the analyser, in the same unit.</param>
    /// <param name="edition">The rules.</param>
    public static MeasuredValue Read(string item, decimal number, string unit, decimal detectionLimit, QualityEdition edition)
    {
        ArgumentNullException.ThrowIfNull(edition);
        return edition.ZeroBand.Rows.FirstOrDefault(r => r.Item == item) switch
        {
            null => None(NoVerdictReason.UnknownItem),
            { } row when unit != row.Unit => None(NoVerdictReason.UnitMismatch),
            _ when number > 0 => new MeasuredValue(number, null, IsBelowDetection: false),
            _ when detectionLimit <= 0 => None(NoVerdictReason.Impossible),
            { } row when number >= -row.Band => new MeasuredValue(detectionLimit * edition.BelowDetection.Share, null, IsBelowDetection: true),
            _ => None(NoVerdictReason.Negative),
        };
    }

    private static MeasuredValue None(string reason) => new(null, reason, IsBelowDetection: false);
}
