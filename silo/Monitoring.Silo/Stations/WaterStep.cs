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
internal static class WaterStep
{
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    /// <summary>The times whose values can speak at a moment.</summary>
    public static TimeRange ReachedFrom(DateTimeOffset at) => new(at - WaterJudge.Reach + Instant, at + Instant);

    public static StepNeeds Needs(StationState state, IReadOnlyList<KeyChange> changes)
    {
        var judged = Judged(changes);
        if (IsInOrder(state, judged))
        {
            return StepNeeds.Nothing;
        }

        var reached = Join(judged.Select(c => new TimeRange(c.Key.Start, c.Key.Start + WaterJudge.Reach)));
        return new StepNeeds
        {
            Instants = Join(reached.Select(r => new TimeRange(r.From - WaterJudge.Reach + Instant, r.To))),
            Verdicts = reached.ConvertAll(r => (VerdictKind.Instant, r)),
        };
    }

    public static (Judgement Judgement, IReadOnlyList<StoredReading> Recent) Of(
        StationState state, RegisteredStation registration, IReadOnlyList<KeyChange> changes, StepInputs inputs)
    {
        var judgement = new Judgement();
        var judged = Judged(changes);
        if (judged.Count == 0)
        {
            return (judgement, state.Recent);
        }

        List<StoredReading> known = [.. state.Recent, .. inputs.Readings];
        List<StoredReading> current = [.. known, .. judged.Select(c => c.After)];
        var (before, after) = (InstantView.Of(known), InstantView.Of(current));
        var existing = Existing(state, judged, inputs);
        var previous = state.Verdict;
        foreach (var at in judged.Where(c => c.Before is null).Select(c => c.Key.Start).Concat(existing.Keys).Distinct().Order())
        {
            var given = existing.GetValueOrDefault(at);
            var evidence = InputsAt(registration, at, after);
            if (given is not null && WaterJudge.RestsOn(given, evidence, before))
            {
                previous = given;
                continue;
            }

            var verdict = new StoredVerdict(
                state.Id, VerdictKind.Instant, at, SectionAssessment.Assess(evidence), Air: null, evidence.WaterBody, CityCode: null, CertificateId: "");
            if (given is not null || verdict.Water!.Met is false || !verdict.SaysTheSameAs(previous))
            {
                verdict = verdict with { CertificateId = SectionCertificate.Of(evidence).Id };
            }

            judgement.Enter(verdict, given, v => WaterJudge.EvidenceOf(v, before));
            previous = verdict;
        }

        return (judgement, InstantView.Newest(current));
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

    private static SectionInputs InputsAt(RegisteredStation registration, DateTimeOffset at, InstantView view)
    {
        var body = registration.Section?.WaterBody ?? WaterBody.River;
        var target = registration.Section?.TargetClassOn(ChinaTime.DayOf(at));
        return WaterJudge.InputsAt(at, view, body, target is >= 1 and <= 5 ? target : null);
    }

    private static List<KeyChange> Judged(IReadOnlyList<KeyChange> changes) => [.. changes.Where(c => WaterJudge.IsJudged(c.Key))];

    private static bool IsInOrder(StationState state, List<KeyChange> judged) => judged.TrueForAll(c => c.Before is null
        && (state.JudgedUpTo is not { } upTo || c.Key.Start > upTo || (c.Key.Start == upTo && state.Verdict?.At == upTo)));

    private static Dictionary<DateTimeOffset, StoredVerdict> Existing(StationState state, List<KeyChange> judged, StepInputs inputs)
    {
        var existing = inputs.Verdicts.Where(v => v.Kind is VerdictKind.Instant).ToDictionary(v => v.At);
        if (state.Verdict is { } newest && judged.Exists(c => c.Key.Start == newest.At))
        {
            existing.TryAdd(newest.At, newest);
        }

        return existing;
    }

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
