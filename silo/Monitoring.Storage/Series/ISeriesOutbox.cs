using Monitoring.Contracts;

namespace Monitoring.Storage.Series;

/// <summary>A message that changed: its station and time, whose current readings the series has still to be told.</summary>
public readonly record struct SeriesChange(long No, long Station, DateTimeOffset Start);

/// <summary>How far what was there before the series was followed has been copied: all readings up to here.</summary>
public readonly record struct CopyPosition(long Station, DateTimeOffset Start, long Series);

/// <summary>What is to be told next: the current versions, however often they changed since.</summary>
/// <param name="Points">Empty where what changed has been deleted since.</param>
/// <param name="Changes">Done with once <see cref="Points"/> are told.</param>
/// <param name="Copied">Where the copy stands then; null where it did not move.</param>
/// <param name="IsWhole">True once everything has been copied.</param>
public sealed record SeriesWork(IReadOnlyList<SeriesPoint> Points, IReadOnlyList<SeriesChange> Changes, CopyPosition? Copied, bool IsWhole)
{
    /// <summary>True when there is nothing to tell and nothing to note.</summary>
    public bool IsNothing => Changes.Count == 0 && Copied is null;
}

/// <param name="Waiting">Changed messages that the series has not been told.</param>
/// <param name="Oldest">When the first of them came; null when none waits.</param>
/// <param name="IsWhole">False while what was there before is being copied.</param>
/// <param name="Parked">Readings that the series refused.</param>
/// <param name="Reason">Why it refused the latest of them.</param>
public sealed record SeriesBacklog(long Waiting, DateTimeOffset? Oldest, bool IsWhole, long Parked, string? Reason)
{
    /// <summary>Messages that were told, and that a request without an answer may still put an older value over: they are told again.</summary>
    public long Doubtful { get; init; }

    /// <summary>When the server answered first after the oldest of these doubts; null where none is, or it has not answered since.</summary>
    public DateTimeOffset? AnsweredSince { get; init; }

    /// <summary>True when notes of refused readings were given up: instead of offering them again, everything is copied anew.</summary>
    public bool OwesCopy { get; init; }

    public static readonly SeriesBacklog None = new(0, null, IsWhole: true, 0, null);
}

/// <summary>A reading that the series refused.</summary>
public sealed record ParkedReading(StationId Station, ReadingKey Key, string Reason, DateTimeOffset At);

/// <summary>
/// What a series beside the state store has still to be told. It lies in the state store and is entered by the readings' own commit, so neither a
/// crash nor a series server that is away loses a reading, and no station waits for one.
/// </summary>
public interface ISeriesOutbox
{
    /// <summary>
    /// From now on commits note what changes. A place that was not followed before is told everything that is there; readings that it once
    /// refused are offered again, as by <see cref="Offer"/>. The latest to follow decides: whoever told another place learns of it by <see cref="Hold"/>.
    /// </summary>
    Task Follow(string place, CancellationToken cancellationToken = default);

    /// <summary>Notes nothing any more and forgets what was noted: whoever follows later is told everything.</summary>
    /// <returns>False, and nothing is forgotten, while somebody other than <paramref name="holder"/> tells a series.</returns>
    Task<bool> Forget(string holder, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>
    /// Takes, or keeps, the right to tell: one process at a time, or an older version that waits in one of two could overwrite a newer one.
    /// </summary>
    Task<SeriesHold> Hold(SeriesPlace place, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken = default);

    /// <summary>Gives the right to tell back, so that another need not wait until it runs out.</summary>
    Task Release(SeriesPlace place, CancellationToken cancellationToken = default);

    /// <summary>About so many readings: the next changes, and in what room they leave the next part of the copy. Null to whoever does not hold the place.</summary>
    Task<SeriesWork?> Next(SeriesPlace place, int readings, CancellationToken cancellationToken = default);

    /// <summary>
    /// Notes, before anything goes out, that <paramref name="work"/> is under way. What was under way before and was never settled is in doubt from then
    /// on, whoever sent it: its process may have ended, but the server may still carry it out.
    /// </summary>
    /// <returns>False, and nothing may go out, when <paramref name="place"/> is no longer held.</returns>
    Task<bool> Send(SeriesPlace place, SeriesWork work, CancellationToken cancellationToken = default);

    /// <summary>Notes that the points of <paramref name="work"/> are told, parks those that were refused, and remembers those in doubt.</summary>
    /// <returns>False, and nothing is noted, when <paramref name="place"/> is no longer held: the notes are another's.</returns>
    Task<bool> Settle(SeriesPlace place, SeriesWork work, SeriesAnswer answer, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Of what is in doubt, what the server has gone on answering after since <paramref name="answeredSince"/> is a change again, told as it is then.</summary>
    Task TellAgain(SeriesPlace place, DateTimeOffset answeredSince, DateTimeOffset now, CancellationToken cancellationToken = default);

    /// <summary>Gives up the changes that wait and copies everything anew: the bound of the outbox. Nothing happens to a place that is not held.</summary>
    Task StartAnew(SeriesPlace place, CancellationToken cancellationToken = default);

    /// <summary>Gives up the notes of the oldest refused readings: their bound. The next offer copies everything instead.</summary>
    Task GiveUpParked(SeriesPlace place, long keep, CancellationToken cancellationToken = default);

    /// <summary>Offers the refused readings to the series again; where notes of some were given up, everything.</summary>
    Task Offer(CancellationToken cancellationToken = default);

    Task<SeriesBacklog> Backlog(CancellationToken cancellationToken = default);

    /// <summary>The refused readings, the latest first.</summary>
    Task<IReadOnlyList<ParkedReading>> Parked(int limit, CancellationToken cancellationToken = default);
}
