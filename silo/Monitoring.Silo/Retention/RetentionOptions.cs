namespace Monitoring.Silo.Retention;

/// <summary>How long what is stored is kept. Off by default; days, and the verdicts and certificates of days and longer, are kept for ever.</summary>
public sealed class RetentionOptions
{
    public const string Section = "Silo:Retention";

    /// <summary>The first and last months of a year's comparison are judged from their readings.</summary>
    public const int LeastDays = 62;

    /// <summary>
    /// Days of readings with their instant and hourly verdicts; null keeps them for ever. Months and years are judged from readings, so what lies
    /// further back can no longer be judged anew; what was issued stays. Older readings are refused from then on.
    /// </summary>
    public int? RawDays { get; set; }

    /// <summary>Days of hourly aggregates, no fewer than those of readings; null keeps them for ever.</summary>
    public int? HourDays { get; set; }

    /// <summary>What is wrong with the options, as one sentence; null when nothing is.</summary>
    public string? Fault() =>
        RawDays < LeastDays ? $"Silo:Retention:RawDays is {RawDays}: it needs {LeastDays} days or more, or none to keep readings for ever"
        : HourDays is not null && (RawDays is null || HourDays < RawDays) ? $"Silo:Retention:HourDays is {HourDays}: it needs RawDays, and as many days or more"
        : null;
}
