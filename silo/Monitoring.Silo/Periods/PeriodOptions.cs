using System.ComponentModel.DataAnnotations;

namespace Monitoring.Silo.Periods;

/// <summary>How much data the verdict of a period needs. The texts leave it open for instruments; the certificate states what was demanded.</summary>
public sealed class PeriodOptions
{
    public const string Section = "Periods";

    /// <summary>
    /// Share of the values that a station's rhythm lets expect, which each item needs in a day, week, month or quarter: 3 of the 6 a day
    /// of a four-hourly analyser (from knowledge; the official aim is 0.8). Lower judges more sections on thinner ground.
    /// </summary>
    [Range(0.0, 1.0)]
    public decimal LeastShare { get; set; } = 0.5m;

    /// <summary>Monthly values that a year needs instead of what the edition of its first day demands; null leaves it to the edition.</summary>
    [Range(1, 12)]
    public int? LeastMonthsOfYear { get; set; }
}
