using Monitoring.Compliance.Air;

namespace Monitoring.Compliance.Editions;

/// <summary>How the concentrations of a city's day are rounded.</summary>
/// <param name="Decimals">Decimals by pollutant.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record CityDayRule(IReadOnlyDictionary<string, int> Decimals, RuleState State, string Clause);

/// <summary>The figures of one pollutant over a period (HJ 663).</summary>
/// <param name="Pollutant">Which.</param>
/// <param name="HasMean">True when the mean of the period is judged by a yearly limit.</param>
/// <param name="MeanDecimals">Decimals of the mean.</param>
/// <param name="Percentile">Which percentile of the days is judged by the daily limit.</param>
/// <param name="PercentileDecimals">Decimals of the percentile.</param>
public sealed record PollutantStatistics(AirPollutant Pollutant, bool HasMean, int MeanDecimals, decimal Percentile, int PercentileDecimals);

/// <summary>What data a part of a year or month needs before yearly limits are held against it.</summary>
/// <param name="MinShareOfMonth">Valid days over days of a part of a month, 0 to 1.</param>
/// <param name="State">How far the rule was confirmed.</param>
/// <param name="Clause">Where it is stated.</param>
public sealed record PartPeriodRule(decimal MinShareOfMonth, RuleState State, string Clause);

/// <summary>One edition of the technical regulation on assessing ambient air (HJ 663), as its file states it.</summary>
public sealed record AirStatisticsEdition : Edition
{
    /// <summary>Minutes of sampling that an hour needs.</summary>
    public required int MinMinutesOfHour { get; init; }

    /// <summary>Hourly values that a daily mean needs.</summary>
    public required int MinHoursOfDay { get; init; }

    /// <summary>Hourly values that an eight-hour mean needs.</summary>
    public required int MinHoursOfWindow { get; init; }

    /// <summary>Length of the moving window in hours.</summary>
    public required int WindowHours { get; init; }

    /// <summary>Hour at which the day's first window ends.</summary>
    public required int FirstWindowEnd { get; init; }

    /// <summary>Hour at which the day's last window ends.</summary>
    public required int LastWindowEnd { get; init; }

    /// <summary>Valid windows that the day's ozone value needs, unless it is above <see cref="OzoneLimit"/>.</summary>
    public required int MinWindows { get; init; }

    /// <summary>Grade II limit of the daily maximum eight-hour ozone, µg/m³.</summary>
    public required decimal OzoneLimit { get; init; }

    /// <summary>Daily values that a month needs.</summary>
    public required int MinDaysOfMonth { get; init; }

    /// <summary>Daily values that February needs.</summary>
    public required int MinDaysOfFebruary { get; init; }

    /// <summary>Daily values that a year needs.</summary>
    public required int MinDaysOfYear { get; init; }

    /// <summary>Where it is stated.</summary>
    public required string Clause { get; init; }

    /// <summary>How a city's day is rounded.</summary>
    public required CityDayRule CityDay { get; init; }

    /// <summary>The figures of each pollutant over a period.</summary>
    public required IReadOnlyList<PollutantStatistics> Statistics { get; init; }

    /// <summary>How far <see cref="Statistics"/> were confirmed.</summary>
    public required RuleState StatisticsState { get; init; }

    /// <summary>Where <see cref="Statistics"/> are stated.</summary>
    public required string StatisticsClause { get; init; }

    /// <summary>What a part of a year or month needs.</summary>
    public required PartPeriodRule PartPeriod { get; init; }
}
