using System.Globalization;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Air;

/// <summary>The valid daily concentrations of one site (HJ 663, HJ 633).</summary>
/// <param name="Site">Its id.</param>
/// <param name="Values">Unrounded, µg/m³, carbon monoxide mg/m³; an item without a valid day is absent.</param>
public sealed record AirSiteDay(string Site, IReadOnlyDictionary<AirItem, decimal> Values);

/// <summary>Everything the day of a city, or of one site by itself, is made from (HJ 663, HJ 633).</summary>
public sealed record AirDayInputs
{
    /// <summary>The Beijing day; it chooses the editions.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>GB/T 2260 code of the city. Null stands for "elsewhere".</summary>
    public string? CityCode { get; init; }

    /// <summary>The assessment sites, in any order; one alone for a site by itself.</summary>
    public required IReadOnlyList<AirSiteDay> Sites { get; init; }
}

/// <summary>The day of a city, or of one site by itself (HJ 663, HJ 633).</summary>
/// <param name="Values">The concentrations that the index was made from; items without a valid site are absent.</param>
/// <param name="Index">The index, or the reason why there is none.</param>
public sealed record AirDayVerdict(IReadOnlyDictionary<AirItem, CityConcentration> Values, AirVerdict Index);

/// <summary>The day of a city: means of its sites' concentrations, rounded once, then the index (HJ 663, HJ 633).</summary>
public static class AirDay
{
    /// <summary>By the editions in force in the city on the day (HJ 663, HJ 633). Whatever the inputs hold, this returns.</summary>
    public static AirDayVerdict Assess(AirDayInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var catalogue = EditionCatalogue.Default;
        return Assess(inputs, catalogue.AirStatisticsAt(inputs.Day, inputs.CityCode), catalogue.AirIndexAt(inputs.Day, inputs.CityCode));
    }

    /// <summary>By given editions of HJ 663 and HJ 633; without one of them there is no index.</summary>
    public static AirDayVerdict Assess(AirDayInputs inputs, AirStatisticsEdition? statistics, AirIndexEdition? index) => Judge(inputs, statistics, index).Verdict;

    /// <summary>The verdict with the way each item came to its sub-index.</summary>
    internal static (AirDayVerdict Verdict, IReadOnlyList<AssessedAirItem> Items) Judge(AirDayInputs inputs, AirStatisticsEdition? statistics, AirIndexEdition? index)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var values = statistics is null ? new Dictionary<AirItem, CityConcentration>() : CityDayConcentrations.Of([.. inputs.Sites.Select(s => s.Values)], statistics);
        if (statistics is null || index is null)
        {
            return (new AirDayVerdict(values, new AirVerdict { Period = inputs.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Reason = NoVerdictReason.EditionGap }), []);
        }

        var ofIndex = new AirIndexInputs
        {
            Period = Period.Day(inputs.Day),
            CityCode = inputs.CityCode,
            Values = [.. values.Select(v => new AirValue(v.Key, Gb8170.Text(v.Value.Value), DataMark.Normal))],
        };
        var (verdict, items) = AirQualityIndex.Judge(ofIndex, index);
        var state = (RuleState)Math.Max((int)statistics.StateOn(inputs.Day, inputs.CityCode), (int)statistics.CityDay.State);
        return (new AirDayVerdict(values, verdict with { RuleState = (RuleState)Math.Max((int)verdict.RuleState, (int)state) }), items);
    }
}
