using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>Which hours and days a reading belongs to, and how many values these should have.</summary>
public static class AggregateWindows
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>The lengths that are stored.</summary>
    public static ReadOnlySpan<AggregateResolution> Stored => [AggregateResolution.Hour, AggregateResolution.Day];

    /// <summary>The window of a reading by its start in Beijing; null where it takes part in none, as totals do and means that are longer.</summary>
    public static WindowKey? Of(ReadingKey key, AggregateResolution resolution)
    {
        var series = SeriesKey.Of(key);
        return IsAggregated(series) && key.Length <= LengthOf(resolution)
            ? new WindowKey(series, resolution, resolution is AggregateResolution.Hour ? ChinaTime.StartOfHour(key.Start) : ChinaTime.StartOf(ChinaTime.DayOf(key.Start)))
            : null;
    }

    public static TimeSpan LengthOf(AggregateResolution resolution) => resolution is AggregateResolution.Hour ? Hour : Day;

    public static Aggregate Empty(WindowKey window, TimeSpan rhythm) =>
        new(window.Series, window.Resolution, window.Start, Expected(window, rhythm), Received: 0, Valid: 0, Sum: 0, Min: null, Max: null);

    /// <summary>
    /// Means fill the window by their length. Instants come at the station's rhythm, counted from midnight: of a
    /// four-hourly analyser the hour from 08:00 expects one, that from 09:00 none.
    /// </summary>
    public static int Expected(WindowKey window, TimeSpan rhythm)
    {
        var length = LengthOf(window.Resolution);
        if (window.Series.Kind is ReadingKind.Mean)
        {
            return (int)Math.Max(1, length / window.Series.Length);
        }

        if (rhythm <= TimeSpan.Zero)
        {
            return 0;
        }

        var intoDay = ChinaTime.Of(window.Start).TimeOfDay;
        return (int)(RhythmsBefore(intoDay + length, rhythm) - RhythmsBefore(intoDay, rhythm));
    }

    private static bool IsAggregated(SeriesKey series) => series.Kind switch
    {
        ReadingKind.Instant => series.Length == TimeSpan.Zero,
        ReadingKind.Mean => series.Length > TimeSpan.Zero,
        _ => false,
    };

    // How many multiples of the rhythm lie in [0, time).
    private static long RhythmsBefore(TimeSpan time, TimeSpan rhythm) => (time.Ticks + rhythm.Ticks - 1) / rhythm.Ticks;
}
