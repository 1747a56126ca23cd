using System.Runtime.InteropServices;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>
/// The hours and days that a step touches. A new value is added to its windows; a corrected one makes them anew from
/// their readings, since a lowest or highest value cannot be taken back.
/// </summary>
internal sealed class AggregateStep
{
    private readonly Dictionary<WindowKey, (Aggregate? Before, Aggregate After)> windows = [];

    private AggregateStep()
    {
    }

    /// <summary>The touched windows whose content is another one now.</summary>
    public IEnumerable<Aggregate> Changed => windows.Values.Where(w => w.Before != w.After).Select(w => w.After);

    public Aggregate? After(WindowKey window) => windows.TryGetValue(window, out var found) ? found.After : null;

    /// <summary>True when the window was touched; then what it was before, null when it was not there.</summary>
    public bool TryBefore(WindowKey window, out Aggregate? before)
    {
        var isTouched = windows.TryGetValue(window, out var found);
        before = found.Before;
        return isTouched;
    }

    public static (HashSet<WindowKey> Windows, HashSet<(SeriesKey, TimeRange)> Series) Needs(StationState state, StationKind kind, IEnumerable<KeyChange> changes)
    {
        var wanted = new HashSet<WindowKey>();
        var series = new HashSet<(SeriesKey, TimeRange)>();
        foreach (var change in changes)
        {
            var isRemade = IsRemade(change, kind);
            var isKnown = state.Series.TryGetValue(SeriesKey.Of(change.Key), out var known);
            foreach (var resolution in AggregateWindows.Stored)
            {
                if (AggregateWindows.Of(change.Key, resolution) is not { } window)
                {
                    continue;
                }

                if (isRemade)
                {
                    series.Add((window.Series, RangeOf(window)));
                }

                if (isKnown && MayBeStored(known, window))
                {
                    wanted.Add(window);
                }
            }
        }

        return (wanted, series);
    }

    /// <summary>True when the store may hold the window and the owner does not remember it.</summary>
    public static bool MayBeStored(StationState state, WindowKey window) => state.Series.TryGetValue(window.Series, out var series) && MayBeStored(series, window);

    private static bool MayBeStored(SeriesState series, WindowKey window) => window.Start <= series.HighWater && Remembered(series, window) is null;

    public static Aggregate? Remembered(SeriesState series, WindowKey window)
    {
        var kept = window.Resolution is AggregateResolution.Hour ? series.Hour : series.Day;
        return kept?.Start == window.Start ? kept : null;
    }

    public static AggregateStep Of(StationState state, Station station, IReadOnlyList<KeyChange> changes, StepInputs inputs)
    {
        var (kind, rhythm) = (station.Kind, station.Rhythm);
        var step = new AggregateStep();
        var remade = new HashSet<WindowKey>();
        foreach (var change in changes)
        {
            var isRemade = IsRemade(change, kind);
            var value = change.Before is null ? Contribution.Of(change.After.Reading, kind) : null;
            foreach (var resolution in AggregateWindows.Stored)
            {
                if (AggregateWindows.Of(change.Key, resolution) is not { } window)
                {
                    continue;
                }

                ref var open = ref CollectionsMarshal.GetValueRefOrAddDefault(step.windows, window, out var isOpen);
                open = isOpen ? open : Open(state, rhythm, window, inputs);
                if (isRemade)
                {
                    remade.Add(window);
                }
                else if (change.Before is null)
                {
                    open.After = Contribution.Add(open.After, value);
                }
            }
        }

        foreach (var window in remade)
        {
            step.windows[window] = (step.windows[window].Before, Remake(window, station, changes, inputs));
        }

        return step;
    }

    private static (Aggregate? Before, Aggregate After) Open(StationState state, TimeSpan rhythm, WindowKey window, StepInputs inputs)
    {
        var before = (state.Series.TryGetValue(window.Series, out var series) ? Remembered(series, window) : null) ?? inputs.Windows.GetValueOrDefault(window);
        return (before, before is null ? AggregateWindows.Empty(window, rhythm) : before with { Expected = AggregateWindows.Expected(window, rhythm) });
    }

    private static Aggregate Remake(WindowKey window, Station station, IReadOnlyList<KeyChange> changes, StepInputs inputs)
    {
        var range = RangeOf(window);
        var readings = new Dictionary<ReadingKey, Reading>();
        foreach (var stored in inputs.Readings)
        {
            Take(stored.Reading);
        }

        foreach (var change in changes)
        {
            Take(change.After.Reading);
        }

        return readings.Values.Aggregate(AggregateWindows.Empty(window, station.Rhythm), (made, reading) => Contribution.Add(made, Contribution.Of(reading, station.Kind)));

        void Take(Reading reading)
        {
            if (SeriesKey.Of(reading.Key) == window.Series && reading.Key.Start >= range.From && reading.Key.Start < range.To)
            {
                readings[reading.Key] = reading;
            }
        }
    }

    private static bool IsRemade(KeyChange change, StationKind kind) =>
        change.Before is { } before && Contribution.Of(before.Reading, kind) != Contribution.Of(change.After.Reading, kind);

    private static TimeRange RangeOf(WindowKey window) => new(window.Start, window.Start + AggregateWindows.LengthOf(window.Resolution));
}
