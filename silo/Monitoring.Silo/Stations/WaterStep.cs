using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>
/// Judges every moment at which a water station measured. Values in order need only what the owner remembers; late and
/// corrected ones judge anew exactly the moments that they reach, from the stored readings around them. Most verdicts say what
/// the one before said and are never asked for their certificate, so it is not made here; what an alert, an event or a
/// correction speaks of has it at once.
/// </summary>
internal sealed class WaterStep(StationState state, RegisteredStation registration, StepInputs inputs)
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);
    private readonly Judgement judgement = new();

    /// <summary>The times whose values can speak at a moment.</summary>
    public static TimeRange ReachedFrom(DateTimeOffset at) => new(at - WaterJudge.Reach + Instant, at + Instant);

    public static StepNeeds Needs(StationState state, IReadOnlyList<KeyChange> changes)
    {
        var judged = Judged(changes);
        if (judged.TrueForAll(c => IsNewest(state, c) || state.Late?.Continues(c) == true))
        {
            return StepNeeds.Nothing;
        }

        var reached = Join(judged.Select(c => new TimeRange(c.Key.Start, c.Key.Start + WaterJudge.Reach)));
        return new StepNeeds
        {
            Instants = Join(reached.Select(r => new TimeRange(r.From - WaterJudge.Reach + Instant, r.To))),
            Verdicts = reached.ConvertAll(r => (VerdictKind.Instant, r)),
            NextVerdictAfter = LastLate(state, judged),
        };
    }

    public (Judgement Judgement, IReadOnlyList<StoredReading> Recent, LateFront? Late) Of(IReadOnlyList<KeyChange> changes)
    {
        var judged = Judged(changes);
        if (judged.Count == 0)
        {
            return (judgement, state.Recent, state.Late);
        }

        var newest = judged.FindAll(c => IsNewest(state, c));
        if (newest.Count == judged.Count)
        {
            return (judgement, Judge(state.Recent, newest, state.Verdict).Newest(), state.Late);
        }

        return state.Late is { } front && judged.TrueForAll(c => IsNewest(state, c) || front.Continues(c))
            ? (judgement, newest.Count == 0 ? state.Recent : Judge(state.Recent, newest, state.Verdict).Newest(), GoOn(front, judged.FindAll(front.Continues)))
            : AmongStored(judged);
    }

    /// <summary>The verdict that a newer one takes the place of, with its certificate: both are told together.</summary>
    public static StoredVerdict? WithCertificate(StationState state)
    {
        var verdict = state.Verdict;
        // Of a time before the newest values the evidence is no longer at hand; it is made when somebody asks.
        return verdict is not { Kind: VerdictKind.Instant, CertificateId.Length: 0 } || state.Recent.Any(r => r.Reading.Key.Start > verdict.At)
            ? verdict
            : verdict with { CertificateId = WaterJudge.EvidenceOf(verdict, InstantView.Of(state.Recent)).Id };
    }

    private LateFront GoOn(LateFront front, List<KeyChange> judged)
    {
        var current = Judge(front.Recent, judged, front.Verdict);
        var upTo = judged.Max(c => c.Key.Start);
        return front with { UpTo = upTo, Recent = current.Newest(), Verdict = judgement.Verdicts.FindLast(v => v.At == upTo) };
    }

    private (Judgement Judgement, IReadOnlyList<StoredReading> Recent, LateFront? Late) AmongStored(List<KeyChange> judged)
    {
        var current = Judge([.. state.Recent, .. inputs.Readings], judged, previous: null);
        var late = LastLate(state, judged) is { } upTo && inputs.NextVerdict is { } next
            ? LateFront.Of(upTo, next, current.NewestUpTo(upTo), judgement.Verdicts.FindLast(v => v.At == upTo))
            : null;
        return (judgement, current.Newest(), late);
    }

    /// <summary>Judges the moments of changed values and those that they reach; what is known afterwards.</summary>
    /// <param name="known">All that the moments need of the time before this step.</param>
    /// <param name="previous">The verdict before the first of them, where it is known.</param>
    private InstantView Judge(IReadOnlyList<StoredReading> known, List<KeyChange> judged, StoredVerdict? previous)
    {
        var before = new Lazy<InstantView>(() => InstantView.Of(known));
        var after = InstantView.Of(known.Concat(judged.Select(c => c.After)));
        var existing = Existing(judged);
        foreach (var at in judged.Where(c => c.Before is null).Select(c => c.Key.Start).Concat(existing.Keys).Distinct().Order())
        {
            previous = Judge(at, before, after, existing.GetValueOrDefault(at), previous);
        }

        return after;
    }

    // Most moments have no verdict yet, and nobody asks what was known before.
    private StoredVerdict Judge(DateTimeOffset at, Lazy<InstantView> before, InstantView after, StoredVerdict? given, StoredVerdict? previous)
    {
        var evidence = InputsAt(at, after);
        if (given is not null && WaterJudge.RestsOn(given, evidence, before.Value))
        {
            return given;
        }

        var (water, certificate) = SectionCertificate.Judge(evidence);
        var verdict = new StoredVerdict(state.Id, VerdictKind.Instant, at, water, Air: null, evidence.WaterBody, CityCode: null, CertificateId: "");
        if (given is not null || water.Met is false || !verdict.SaysTheSameAs(previous))
        {
            verdict = verdict with { CertificateId = certificate.Value.Id };
        }

        judgement.Enter(verdict, given, v => WaterJudge.EvidenceOf(v, before.Value));
        return verdict;
    }

    private SectionInputs InputsAt(DateTimeOffset at, InstantView view)
    {
        var body = registration.Section?.WaterBody ?? WaterBody.River;
        var target = registration.Section?.TargetClassOn(ChinaTime.DayOf(at));
        return WaterJudge.InputsAt(at, view, body, target is >= 1 and <= 5 ? target : null);
    }

    private Dictionary<DateTimeOffset, StoredVerdict> Existing(List<KeyChange> judged)
    {
        var existing = inputs.Verdicts.Where(v => v.Kind is VerdictKind.Instant).ToDictionary(v => v.At);
        if (state.Verdict is { } newest && judged.Exists(c => c.Key.Start == newest.At))
        {
            existing.TryAdd(newest.At, newest);
        }

        return existing;
    }

    private static List<KeyChange> Judged(IReadOnlyList<KeyChange> changes) => [.. changes.Where(c => WaterJudge.IsJudged(c.Key))];

    private static bool IsNewest(StationState state, KeyChange change) => change.Before is null
        && (state.JudgedUpTo is not { } upTo || change.Key.Start > upTo || (change.Key.Start == upTo && state.Verdict?.At == upTo));

    // The last moment of this step that the stored verdicts are already past.
    private static DateTimeOffset? LastLate(StationState state, List<KeyChange> judged) =>
        judged.Select(c => (DateTimeOffset?)c.Key.Start).Where(t => t < state.JudgedUpTo).Max();

    private static List<TimeRange> Join(IEnumerable<TimeRange> ranges)
    {
        var joined = new List<TimeRange>();
        foreach (var range in ranges.OrderBy(r => r.From))
        {
            if (joined.Count > 0 && range.From <= joined[^1].To)
            {
                joined[^1] = joined[^1] with { To = range.To > joined[^1].To ? range.To : joined[^1].To };
            }
            else
            {
                joined.Add(range);
            }
        }

        return joined;
    }
}
