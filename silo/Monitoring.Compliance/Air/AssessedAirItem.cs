using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>How one item of a report came to its sub-index: the intermediate values of a certificate.</summary>
internal sealed record AssessedAirItem(AirItem Item)
{
    public decimal? Concentration { get; private init; }

    /// <summary>The concentration that entered the formula.</summary>
    public decimal? Rounded { get; private init; }

    public int? Iaqi { get; private init; }

    /// <summary>Why there is no sub-index; null when there is one.</summary>
    public string? Reason { get; private init; }

    /// <summary>True when the item should be there and is not.</summary>
    public bool BlocksPublication { get; private init; }

    public static AssessedAirItem Of(string name, AirReport report, AirIndexInputs inputs, AirIndexEdition edition)
    {
        _ = AirItem.TryParse(name, out var item);
        var values = inputs.Values.Where(v => v.Item == item).Distinct().ToList();
        if (values.Count > 1)
        {
            return Without(item, NoVerdictReason.Ambiguous);
        }

        if (values.Count == 0 && inputs.NotMonitored.Contains(item.Pollutant))
        {
            return Without(item, NoVerdictReason.Missing) with { BlocksPublication = false };
        }

        var read = values.Count == 0 ? MeasuredValue.Read(text: null, flag: null) : Read(item, values[0]);
        if (read.Number is not { } concentration)
        {
            return Without(item, read.Reason!);
        }

        var index = SubIndex.Of(edition, OverridesOf(edition, report), item, concentration);
        return new AssessedAirItem(item)
        {
            Concentration = concentration,
            Rounded = SubIndex.Rounded(edition, item, concentration),
            Iaqi = index,
            Reason = index is null ? NoVerdictReason.BeyondTable : null,
        };
    }

    private static IReadOnlyDictionary<string, int?> OverridesOf(AirIndexEdition edition, AirReport report) =>
        report.BeyondTable.Count > 0 ? report.BeyondTable : edition.BeyondTable;

    private static AssessedAirItem Without(AirItem item, string reason) => new(item) { Reason = reason, BlocksPublication = true };

    private static MeasuredValue Read(AirItem item, AirValue value) => !UnitText.Agrees(value.Unit, UnitOf(item))
        ? new MeasuredValue(null, NoVerdictReason.UnitMismatch, IsBelowDetection: false)
        : MeasuredValue.Read(value.Text, value.Flag);

    private static string UnitOf(AirItem item) => item.Pollutant is AirPollutant.CO ? "mg/m3" : "ug/m3";
}
