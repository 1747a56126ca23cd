using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>What the owner remembers of a series.</summary>
/// <param name="HighWater">Greatest start stored; a later key is new.</param>
/// <param name="Newest">Start of the value to show as latest.</param>
/// <param name="Hour">The hour last written, so that the next value needs no look into the store; null when not known.</param>
/// <param name="Day">Likewise the day.</param>
public readonly record struct SeriesState(DateTimeOffset HighWater, DateTimeOffset Newest, Aggregate? Hour, Aggregate? Day);

/// <summary>
/// What a station's owner knows. Only what can be rebuilt from the store: losing it costs a load. Steps work on a copy,
/// which becomes the state once its writes are durable.
/// </summary>
public sealed class StationState
{
    private StationState(StationId id) => Id = id;

    public StationId Id { get; }

    public RegisteredStation? Registration { get; init; }

    public Dictionary<SeriesKey, SeriesState> Series { get; private init; } = [];

    /// <summary>The newest instants of each parameter, as <see cref="InstantView"/> needs them to judge later times.</summary>
    public IReadOnlyList<StoredReading> Recent { get; init; } = [];

    /// <summary>Null while nothing comes late.</summary>
    public LateFront? Late { get; init; }

    /// <summary>The verdict to show.</summary>
    public StoredVerdict? Verdict { get; init; }

    /// <summary>Greatest time that has a verdict.</summary>
    public DateTimeOffset? JudgedUpTo { get; init; }

    /// <summary>Air: the hours with instants that have no verdict because they have not ended, the earliest first.</summary>
    public IReadOnlyList<DateTimeOffset> OpenHours { get; init; } = [];

    public DateTimeOffset? LastReceivedAt { get; init; }

    public AlertBook Alerts { get; init; } = AlertBook.Empty;

    public static StationState Empty(StationId id) => new(id);

    public static StationState Of(StationId id, StationSnapshot snapshot, StepInputs recent, AlertRules? alertRules = null)
    {
        var state = new StationState(id)
        {
            Registration = snapshot.Registration,
            Recent = InstantView.Of(recent.Readings).Newest(),
            Verdict = snapshot.LatestVerdict,
            JudgedUpTo = snapshot.JudgedUpTo,
            OpenHours = OpenHoursOf(snapshot, recent),
            LastReceivedAt = snapshot.LastReceivedAt,
            Alerts = AlertBook.Of(snapshot, alertRules ?? AlertRules.Default),
        };
        foreach (var mark in snapshot.Series)
        {
            state.Series.Add(mark.Series, new SeriesState(mark.HighWater, mark.Newest, Hour: null, Day: null));
        }

        return state;
    }

    /// <summary>What <see cref="Of"/> needs beside the snapshot.</summary>
    public static StepNeeds NeedsOf(StationSnapshot snapshot) => snapshot switch
    {
        { Registration.Station.Kind: StationKind.Water, JudgedUpTo: { } upTo } => new StepNeeds { Instants = [WaterStep.ReachedFrom(upTo)] },
        { Registration.Station.Kind: StationKind.Air } when AirStep.NotYetJudged(snapshot) is { } range => new StepNeeds { Instants = [range] },
        _ => StepNeeds.Nothing,
    };

    /// <summary>The state after a step, which changes it before anyone sees it.</summary>
    public StationState Next(
        RegisteredStation? registration,
        IReadOnlyList<StoredReading> recent,
        LateFront? late,
        StoredVerdict? verdict,
        DateTimeOffset? judgedUpTo,
        IReadOnlyList<DateTimeOffset> openHours,
        DateTimeOffset? lastReceivedAt,
        IReadOnlyDictionary<SeriesKey, SeriesState> changedSeries,
        AlertBook alerts)
    {
        var next = new StationState(Id)
        {
            Registration = registration,
            Recent = recent,
            Late = late,
            Verdict = verdict,
            JudgedUpTo = judgedUpTo,
            OpenHours = openHours,
            LastReceivedAt = lastReceivedAt,
            Alerts = alerts,
            Series = new Dictionary<SeriesKey, SeriesState>(Series),
        };
        foreach (var (series, state) in changedSeries)
        {
            next.Series[series] = state;
        }

        return next;
    }

    public StationState With(RegisteredStation? registration) =>
        Next(registration, Recent, Late, Verdict, JudgedUpTo, OpenHours, LastReceivedAt, new Dictionary<SeriesKey, SeriesState>(), Alerts);

    private static IReadOnlyList<DateTimeOffset> OpenHoursOf(StationSnapshot snapshot, StepInputs recent) => snapshot.Registration?.Station.Kind is StationKind.Air
        ? AirStep.HoursOfInstants(recent.Readings.Select(r => r.Reading.Key))
        : [];
}
