namespace Monitoring.Compliance.Editions;

/// <summary>One edition of the technical regulation on assessing ambient air (HJ 663), as its file states it.</summary>
public sealed record AirStatisticsEdition : Edition
{
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
}
