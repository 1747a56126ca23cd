using Monitoring.Contracts;

namespace Monitoring.Silo.Retention;

/// <summary>The times that follow from the options, in whole Beijing days.</summary>
internal static class RetentionRule
{
    // A reading that is just young enough is judged by what came before it, and alerts are followed over days.
    private static readonly TimeSpan Margin = TimeSpan.FromDays(7);

    /// <summary>Readings of before this are refused: a repeat of one that is forgotten would be taken for a new one.</summary>
    public static DateTimeOffset? RefusedBefore(RetentionOptions options, DateTimeOffset now) => DaysBefore(options.RawDays, now);

    public static DateTimeOffset? RawForgottenBefore(RetentionOptions options, DateTimeOffset now) => DaysBefore(options.RawDays, now) - Margin;

    public static DateTimeOffset? HoursForgottenBefore(RetentionOptions options, DateTimeOffset now) => DaysBefore(options.HourDays, now) - Margin;

    private static DateTimeOffset? DaysBefore(int? days, DateTimeOffset now) => days is { } d ? ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(-d)) : null;
}
