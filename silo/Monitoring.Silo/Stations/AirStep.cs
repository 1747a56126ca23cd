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

    // A clock ahead opens a few hours; what states years of them must not fill the memory.
    private const int MostOpenHours = 1000;

    /// <summary>The hours to judge now, and those that have to wait for their end, the earliest first.</summary>
    public static (SortedSet<DateTimeOffset> Hours, IReadOnlyList<DateTimeOffset> Open) HoursOf(StationState state, IReadOnlyList<KeyChange> changes, DateTimeOffset now)
    {
        var hours = new SortedSet<DateTimeOffset>();
        var open = new SortedSet<DateTimeOffset>();
        foreach (var hour in changes.Where(c => AirJudge.IsHourMeanOfAnItem(c.Key)).Select(c => c.Key.Start))
        {
            hours.Add(hour);
        }

        foreach (var hour in HoursOfInstants(changes.Select(c => c.Key)).Concat(state.OpenHours))
        {
            (hour + AirJudge.Hour <= now ? hours : open).Add(hour);
        }

        return (hours, [.. open.Take(MostOpenHours)]);
    }

    /// <summary>The times whose instants may belong to hours without a verdict, at most the newest day of them; null when there are none.</summary>
    public static TimeRange? NotYetJudged(StationSnapshot snapshot)
    {
        var newest = snapshot.Series.Where(s => AirJudge.IsInstantOfAnItem(s.Series)).Select(s => (DateTimeOffset?)s.Newest).Max();
        if (newest is not { } last)
        {
            return null;
        }

        var from = ChinaTime.StartOfHour(last) - TimeSpan.FromDays(1);
        from = snapshot.JudgedUpTo is { } upTo && upTo >= from ? upTo + AirJudge.Hour : from;
        return from <= last ? new TimeRange(from, last + TimeSpan.FromMilliseconds(1)) : null;
    }

    /// <summary>The hours of instants of the items, the earliest first.</summary>
    public static IReadOnlyList<DateTimeOffset> HoursOfInstants(IEnumerable<ReadingKey> keys) =>
        [.. keys.Where(k => AirJudge.IsInstantOfAnItem(SeriesKey.Of(k))).Select(k => ChinaTime.StartOfHour(k.Start)).Distinct().Order()];

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

    private Certificate EvidenceBefore(StoredVerdict verdict) => AirJudge.EvidenceOf(verdict, MeanBefore, WindowBefore);

    private Reading? MeanAfter(ReadingKey key) => byKey.TryGetValue(key, out var change) ? change.After.Reading : Stored(key);

    private Reading? MeanBefore(ReadingKey key) => byKey.TryGetValue(key, out var change) ? change.Before?.Reading : Stored(key);

    private Reading? Stored(ReadingKey key) => inputs.Versions.GetValueOrDefault(key)?.Current.Reading;

    private Aggregate? WindowAfter(WindowKey window) => aggregates.After(window) ?? StoredWindow(window);

    private Aggregate? WindowBefore(WindowKey window) => aggregates.TryBefore(window, out var before) ? before : StoredWindow(window);

    private Aggregate? StoredWindow(WindowKey window) =>
        (state.Series.TryGetValue(window.Series, out var series) ? AggregateStep.Remembered(series, window) : null) ?? inputs.Windows.GetValueOrDefault(window);
}
