using System.Runtime.InteropServices;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Stations;

/// <summary>What a step gives: the state to be once the writes are durable, and what happened.</summary>
/// <param name="News">Values that are current now and were not.</param>
/// <param name="VerdictChanges">Verdicts that say something else: of the past, and the newest.</param>
public sealed record StationStepResult(
    StationState Next,
    StationWrites Writes,
    IReadOnlyList<StationReceipt> Receipts,
    IReadOnlyList<KeyChange> News,
    IReadOnlyList<VerdictChange> VerdictChanges)
{
    public IReadOnlyList<AlertChange> Alerts => Writes.Alerts;

    /// <summary>Replaced verdicts whose own certificate could not be built again.</summary>
    public IReadOnlyList<StoredVerdict> Unprovable { get; init; } = [];
}

/// <summary>
/// The station step: (state, batch, what the store said, time) to (next state, writes, verdict changes). Pure: no clock, no
/// store. It asks twice what it must know, <see cref="ReadingMerge.Needs"/> and <see cref="Needs"/>, since what a correction
/// touches shows only after the versions are known.
/// </summary>
public static class StationStep
{
    /// <summary>What <see cref="Take"/> needs to know beside the merged readings.</summary>
    public static StepNeeds Needs(StationState state, IReadOnlyList<StationBatch> batches, ReadingMerge merge, DateTimeOffset now)
    {
        var kind = KindOf(state, batches);
        var (windows, series) = AggregateStep.Needs(state, kind, merge.Changes);
        var needs = kind switch
        {
            StationKind.Water => WaterStep.Needs(state, merge.Changes),
            StationKind.Air => AirStep.Needs(state, merge.Changes, AirStep.HoursOf(state, merge.Changes, now).Hours),
            _ => StepNeeds.Nothing,
        };
        windows.UnionWith(needs.Windows);
        var judged = merge.Changes.Where(c => WaterJudge.IsJudged(c.Key)).Select(c => c.Key.Start);
        return needs with { Windows = windows, Series = series, AlertWindow = SectionAlerts.Needs(state.Alerts, state.JudgedUpTo, judged, now) };
    }

    /// <param name="batches">None when only the time has moved on.</param>
    public static StationStepResult Take(
        StationState state, IReadOnlyList<StationBatch> batches, ReadingMerge merge, StepInputs inputs, int defaultTargetClass, DateTimeOffset now, AlertRules? alertRules = null)
    {
        var created = CreatedBy(state, batches, defaultTargetClass, now);
        var registration = created ?? state.Registration;
        if (registration is null)
        {
            return new StationStepResult(state, new StationWrites(state.Id), merge.Receipts, [], []);
        }

        var aggregates = AggregateStep.Of(state, registration.Station, merge.Changes, inputs);
        var (judgement, recent, late, openHours) = Judge(state, registration, merge.Changes, aggregates, inputs, now);
        var series = SeriesAfter(state, merge.Changes, aggregates, now);
        var (verdict, changes) = NewestVerdict(state, judgement, now);
        var told = changes.Where(c => c.Before is { CertificateId.Length: > 0 }).Select(c => c.Before!);
        var alerts = SectionAlerts.Take(state.Alerts, state.Id, judgement.Verdicts, inputs.AlertPast, alertRules ?? AlertRules.Default, now);
        var next = state.Next(
            registration,
            recent,
            late,
            verdict,
            judgement.Verdicts.Select(v => (DateTimeOffset?)v.At).Append(state.JudgedUpTo).Max(),
            openHours,
            batches.Count > 0 ? batches.Max(b => b.ReceivedAt) : state.LastReceivedAt,
            series,
            alerts.Next);
        var writes = new StationWrites(state.Id)
        {
            NewStation = created,
            Current = merge.Current,
            Superseded = merge.Superseded,
            Restored = merge.Restored,
            Marks = [.. series.Where(s => IsMoved(state, s.Key, s.Value)).Select(s => new SeriesMark(s.Key, s.Value.HighWater, s.Value.Newest))],
            Aggregates = [.. aggregates.Changed],
            Verdicts = judgement.Verdicts,
            Certificates = judgement.Superseded,
            Places = [.. told.Select(v => new CertificatePlace(v.CertificateId, v.Station, v.Kind, v.At))],
            Alerts = alerts.Changes,
            Watches = alerts.Watches,
        };
        return new StationStepResult(next, writes, merge.Receipts, merge.Changes, changes) { Unprovable = judgement.Unprovable };
    }

    // A device that says what it watches only later completes the entry that its first message made.
    private static RegisteredStation? CreatedBy(StationState state, IReadOnlyList<StationBatch> batches, int defaultTargetClass, DateTimeOffset now)
    {
        if (state.Registration is { Station.Kind: not StationKind.Unknown } || batches.SelectMany(b => b.Entries).FirstOrDefault() is not { } first)
        {
            return null;
        }

        var telling = batches.SelectMany(b => b.Entries).FirstOrDefault(e => e.Telemetry.StationKind is not StationKind.Unknown);
        return telling is null && state.Registration is not null
            ? null
            : StationDefaults.Create((telling ?? first).Telemetry, defaultTargetClass, now);
    }

    private static StationKind KindOf(StationState state, IReadOnlyList<StationBatch> batches) => state.Registration is { Station.Kind: not StationKind.Unknown and var kind }
        ? kind
        : batches.SelectMany(b => b.Entries).Select(e => e.Telemetry.StationKind).FirstOrDefault(k => k is not StationKind.Unknown);

    private static (Judgement Judgement, IReadOnlyList<StoredReading> Recent, LateFront? Late, IReadOnlyList<DateTimeOffset> OpenHours) Judge(
        StationState state, RegisteredStation registration, IReadOnlyList<KeyChange> changes, AggregateStep aggregates, StepInputs inputs, DateTimeOffset now)
    {
        switch (registration.Station.Kind)
        {
            case StationKind.Water:
                var (water, recent, late) = new WaterStep(state, registration, inputs).Of(changes);
                return (water, recent, late, []);
            case StationKind.Air:
                var (hours, open) = AirStep.HoursOf(state, changes, now);
                return (new AirStep(state, changes, aggregates, inputs).Judge(registration, hours), [], null, open);
            default:
                return (new Judgement(), [], null, []);
        }
    }

    private static Dictionary<SeriesKey, SeriesState> SeriesAfter(StationState state, IReadOnlyList<KeyChange> changes, AggregateStep aggregates, DateTimeOffset now)
    {
        var after = new Dictionary<SeriesKey, SeriesState>();
        foreach (var change in changes)
        {
            var (key, start) = (SeriesKey.Of(change.Key), change.Key.Start);
            ref var series = ref CollectionsMarshal.GetValueRefOrAddDefault(after, key, out var isTouched);
            if (!isTouched && !state.Series.TryGetValue(key, out series))
            {
                series = new SeriesState(start, start, Hour: null, Day: null);
            }

            series = series with
            {
                HighWater = start > series.HighWater ? start : series.HighWater,
                Newest = ClockLead.IsNewer(start, series.Newest, now) ? start : series.Newest,
            };
        }

        foreach (var key in after.Keys)
        {
            ref var series = ref CollectionsMarshal.GetValueRefOrNullRef(after, key);
            var newest = key.At(series.HighWater);
            series = series with
            {
                Hour = Kept(AggregateWindows.Of(newest, AggregateResolution.Hour), series.Hour),
                Day = Kept(AggregateWindows.Of(newest, AggregateResolution.Day), series.Day),
            };
        }

        return after;

        Aggregate? Kept(WindowKey? newest, Aggregate? remembered) =>
            newest is { } window ? aggregates.After(window) ?? (remembered?.Start == window.Start ? remembered : null) : null;
    }

    private static bool IsMoved(StationState state, SeriesKey key, SeriesState after) =>
        !state.Series.TryGetValue(key, out var before) || before.HighWater != after.HighWater || before.Newest != after.Newest;

    private static (StoredVerdict? Newest, IReadOnlyList<VerdictChange> Changes) NewestVerdict(StationState state, Judgement judgement, DateTimeOffset now)
    {
        var newest = state.Verdict;
        foreach (var verdict in judgement.Verdicts)
        {
            if (newest is null || verdict.At == newest.At || ClockLead.IsNewer(verdict.At, newest.At, now))
            {
                newest = verdict;
            }
        }

        if (newest is null || newest.At == state.Verdict?.At || newest.SaysTheSameAs(state.Verdict))
        {
            return (newest, judgement.Revised);
        }

        return (newest, [.. judgement.Revised, new VerdictChange(WaterStep.WithCertificate(state), newest)]);
    }
}
