using Monitoring.Compliance.Certificates;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>
/// Judges the hours of an air station: at once where the device states means, after its end where instants make the
/// hour, and again whenever a value of it comes late or is corrected.
/// </summary>
internal sealed class AirStep(StationState state, IReadOnlyList<KeyChange> changes, AggregateStep aggregates, StepInputs inputs)
{
    private readonly Dictionary<ReadingKey, KeyChange> byKey = changes.ToDictionary(c => c.Key);

    /// <summary>The hours to judge now, and the newest that has to wait for its end.</summary>
    public static (SortedSet<DateTimeOffset> Hours, DateTimeOffset? Open) HoursOf(StationState state, IReadOnlyList<KeyChange> changes, DateTimeOffset now)
    {
        var hours = new SortedSet<DateTimeOffset>();
        DateTimeOffset? open = null;
        foreach (var hour in changes.Where(c => AirJudge.IsHourMeanOfAnItem(c.Key)).Select(c => c.Key.Start))
        {
            hours.Add(hour);
        }

        var touched = changes.Where(c => AirJudge.IsInstantOfAnItem(SeriesKey.Of(c.Key))).Select(c => ChinaTime.StartOfHour(c.Key.Start));
        foreach (var hour in touched.Concat(state.OpenHour is { } waiting ? [waiting] : []))
        {
            if (hour + AirJudge.Hour <= now)
            {
                hours.Add(hour);
            }
            else
            {
                open = hour > open || open is null ? hour : open;
            }
        }

        return (hours, open);
    }

    public static StepNeeds Needs(StationState state, IReadOnlyList<KeyChange> changes, IReadOnlyCollection<DateTimeOffset> hours)
    {
        var keys = new List<ReadingKey>();
        var windows = new List<WindowKey>();
        var verdicts = new List<(VerdictKind, TimeRange)>();
        var changed = changes.Select(c => c.Key).ToHashSet();
        foreach (var hour in hours)
        {
            keys.AddRange(AirJudge.HourMeans
                .Where(s => state.Series.TryGetValue(s, out var known) && hour <= known.HighWater && !changed.Contains(s.At(hour)))
                .Select(s => s.At(hour)));
            windows.AddRange(AirJudge.Instants.Select(s => AirJudge.WindowOf(s, hour)).Where(w => AggregateStep.MayBeStored(state, w)));
            if (hour <= state.JudgedUpTo)
            {
                verdicts.Add((VerdictKind.Hour, new TimeRange(hour, hour + AirJudge.Hour)));
            }
        }

        return new StepNeeds { Keys = keys, Windows = windows, Verdicts = verdicts };
    }

    public Judgement Judge(RegisteredStation registration, IEnumerable<DateTimeOffset> hours)
    {
        var judgement = new Judgement();
        var city = registration.Station.DistrictCode is { Length: > 0 } code ? code : null;
        foreach (var hour in hours)
        {
            var (verdict, certificate) = AirJudge.At(hour, city, MeanAfter, WindowAfter);
            var existing = inputs.Verdicts.FirstOrDefault(v => v.Kind is VerdictKind.Hour && v.At == hour);
            judgement.Enter(
                new StoredVerdict(state.Id, VerdictKind.Hour, hour, Water: null, verdict, default, city, certificate.Id), existing, EvidenceBefore);
        }

        return judgement;
    }

    private Certificate EvidenceBefore(StoredVerdict verdict) => AirJudge.At(verdict.At, verdict.CityCode, MeanBefore, WindowBefore).Certificate;

    private Reading? MeanAfter(ReadingKey key) => byKey.TryGetValue(key, out var change) ? change.After.Reading : Stored(key);

    private Reading? MeanBefore(ReadingKey key) => byKey.TryGetValue(key, out var change) ? change.Before?.Reading : Stored(key);

    private Reading? Stored(ReadingKey key) => inputs.Versions.GetValueOrDefault(key)?.Current.Reading;

    private Aggregate? WindowAfter(WindowKey window) => aggregates.After(window) ?? StoredWindow(window);

    private Aggregate? WindowBefore(WindowKey window) => aggregates.TryBefore(window, out var before) ? before : StoredWindow(window);

    private Aggregate? StoredWindow(WindowKey window) =>
        (state.Series.TryGetValue(window.Series, out var series) ? AggregateStep.Remembered(series, window) : null) ?? inputs.Windows.GetValueOrDefault(window);
}
