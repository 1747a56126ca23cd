using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Storage;

/// <summary>What a station's owner starts from.</summary>
/// <param name="Registration">Null for a station that no one has entered and that never delivered.</param>
/// <param name="LatestVerdict">The one to show.</param>
/// <param name="JudgedUpTo">Greatest time that has a verdict.</param>
public sealed record StationSnapshot(
    RegisteredStation? Registration,
    IReadOnlyList<SeriesMark> Series,
    StoredVerdict? LatestVerdict,
    DateTimeOffset? JudgedUpTo,
    DateTimeOffset? LastReceivedAt)
{
    /// <summary>Those whose cause lasts, at most one of a kind.</summary>
    public IReadOnlyList<AlertFinding> OpenAlerts { get; init; } = [];

    public IReadOnlyList<AlertWatch> Watches { get; init; } = [];

    /// <summary>Under which this was read. Writes that rest on it carry it, and fail when the store was lost and taken again since.</summary>
    public long Tenure { get; init; }
}

/// <param name="HighWater">Greatest start stored; a later key is new.</param>
/// <param name="Newest">Start of the value to show as latest (<see cref="ClockLead"/>).</param>
public readonly record struct SeriesMark(SeriesKey Series, DateTimeOffset HighWater, DateTimeOffset Newest);

/// <summary>One hour or day of one series.</summary>
public readonly record struct WindowKey(SeriesKey Series, AggregateResolution Resolution, DateTimeOffset Start);

/// <summary>The times [From, To).</summary>
public readonly record struct TimeRange(DateTimeOffset From, DateTimeOffset To);

/// <summary>What a station step must know of the past before it can run.</summary>
public sealed record StepNeeds
{
    public static readonly StepNeeds Nothing = new();

    /// <summary>Keys whose versions are wanted.</summary>
    public IReadOnlyCollection<ReadingKey> Keys { get; init; } = [];

    public IReadOnlyCollection<WindowKey> Windows { get; init; } = [];

    /// <summary>Current readings of a series whose start lies in a range.</summary>
    public IReadOnlyCollection<(SeriesKey Series, TimeRange Range)> Series { get; init; } = [];

    /// <summary>Current instants of every parameter whose start lies in a range.</summary>
    public IReadOnlyCollection<TimeRange> Instants { get; init; } = [];

    public IReadOnlyCollection<(VerdictKind Kind, TimeRange Range)> Verdicts { get; init; } = [];

    /// <summary>The first instant verdict later than this is wanted.</summary>
    public DateTimeOffset? NextVerdictAfter { get; init; }

    /// <summary>The times whose verdicts and alerts are to be followed again.</summary>
    public TimeRange? AlertWindow { get; init; }

    public bool IsEmpty => Keys.Count == 0 && Windows.Count == 0 && Series.Count == 0 && Instants.Count == 0 && Verdicts.Count == 0 && NextVerdictAfter is null && AlertWindow is null;
}

/// <summary>The answer to <see cref="StepNeeds"/>; what the store does not have is absent.</summary>
public sealed record StepInputs
{
    public static readonly StepInputs Nothing = new();

    public IReadOnlyDictionary<ReadingKey, ReadingHistory> Versions { get; init; } = new Dictionary<ReadingKey, ReadingHistory>();

    public IReadOnlyDictionary<WindowKey, Aggregate> Windows { get; init; } = new Dictionary<WindowKey, Aggregate>();

    /// <summary>Of the asked series and instants together, each key once.</summary>
    public IReadOnlyCollection<StoredReading> Readings { get; init; } = [];

    public IReadOnlyList<StoredVerdict> Verdicts { get; init; } = [];

    /// <summary>Null when it was not asked for, and when there is none.</summary>
    public NextVerdict? NextVerdict { get; init; }

    public AlertPast AlertPast { get; init; } = AlertPast.Nothing;
}

/// <summary>A moment with a verdict, and its own instants of every parameter.</summary>
public sealed record NextVerdict(DateTimeOffset At, IReadOnlyList<StoredReading> Instants);

/// <summary>The past of a station's alerts, oldest first.</summary>
/// <param name="Verdicts">The instant ones of the window.</param>
/// <param name="Alerts">Those whose cause lasts or ended within it.</param>
public sealed record AlertPast(IReadOnlyList<StoredVerdict> Verdicts, IReadOnlyList<AlertFinding> Alerts)
{
    public static readonly AlertPast Nothing = new([], []);
}

/// <summary>The evidence of a verdict whose inputs have changed since.</summary>
public sealed record SupersededCertificate(string Id, VerdictKind Kind, DateTimeOffset At, string Document);

/// <summary>A certificate of an instant or hour, and the time that it is about: from there it can be made again.</summary>
public sealed record CertificatePlace(string Id, StationId Station, VerdictKind Kind, DateTimeOffset At);

/// <summary>Everything one station step changes; committed whole or not at all.</summary>
public sealed record StationWrites(StationId Station)
{
    /// <summary>That of the snapshot which they rest on; null when they rest on none.</summary>
    public long? Tenure { get; init; }

    /// <summary>Entered unless somebody has entered the station meanwhile and said what it watches.</summary>
    public RegisteredStation? NewStation { get; init; }

    /// <summary>Becomes the current version of its key.</summary>
    public IReadOnlyList<StoredReading> Current { get; init; } = [];

    /// <summary>A version that is not current; entered, or its origin raised.</summary>
    public IReadOnlyList<StoredReading> Superseded { get; init; } = [];

    /// <summary>Versions that were superseded and are current now: no longer listed among the corrections.</summary>
    public IReadOnlyList<StoredReading> Restored { get; init; } = [];

    public IReadOnlyList<SeriesMark> Marks { get; init; } = [];

    public IReadOnlyList<Aggregate> Aggregates { get; init; } = [];

    public IReadOnlyList<StoredVerdict> Verdicts { get; init; } = [];

    public IReadOnlyList<SupersededCertificate> Certificates { get; init; } = [];

    /// <summary>Certificates that become known of verdicts written earlier; a verdict of <see cref="Verdicts"/> brings its own.</summary>
    public IReadOnlyList<CertificatePlace> Places { get; init; } = [];

    public IReadOnlyList<AlertChange> Alerts { get; init; } = [];

    public IReadOnlyList<AlertWatch> Watches { get; init; } = [];

    public bool IsEmpty => NewStation is null && Current.Count == 0 && Superseded.Count == 0 && Restored.Count == 0 && Marks.Count == 0
        && Aggregates.Count == 0 && Verdicts.Count == 0 && Certificates.Count == 0 && Places.Count == 0 && Alerts.Count == 0 && Watches.Count == 0;
}

/// <summary>When a station last delivered, for noticing that it does not.</summary>
public sealed record StationActivity(StationId Station, StationKind Kind, TimeSpan Rhythm, DateTimeOffset CreatedAt, DateTimeOffset? LastReceivedAt);

/// <summary>What the owner of a station reads and writes. A station has one owner; the store relies on it.</summary>
public interface IStationStore
{
    /// <summary>Grows with every change of a station or section, so that an owner knows when to ask for its own again.</summary>
    long RegistryVersion { get; }

    Task<StationSnapshot> Load(StationId station, CancellationToken cancellationToken = default);

    Task<StepInputs> Load(StationId station, StepNeeds needs, CancellationToken cancellationToken = default);

    /// <summary>Joins the next group commit and ends once durable.</summary>
    /// <exception cref="Exception">This write failed, also alone: nothing of it is stored.</exception>
    Task Commit(StationWrites writes, CancellationToken cancellationToken = default);

    /// <summary>Notes which numbers of a gateway have come.</summary>
    Task RecordReceived(string gatewayId, IReadOnlyCollection<SequenceRange> ranges, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<StationActivity>> ListActivity(CancellationToken cancellationToken = default);
}
