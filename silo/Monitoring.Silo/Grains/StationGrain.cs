using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Grains;

/// <summary>
/// A door with a name: identity, state, and the order load, step, commit, remember. The rules are <see cref="StationStep"/>'s.
/// Memory never runs ahead of the store: after a failed write the host drops this activation, and the next one loads.
/// </summary>
public sealed partial class StationGrain(StationId id, IStationStore store, IStationRegistry registry, IStationEventSink events, DeviceOptions devices, TimeProvider clock, AlertRules? alertRules = null, ILogger? log = null)
    : IStationGrain
{
    private StationState? state;
    private long registryVersion;
    private long tenure;

    /// <summary>True while an hour waits for its end: the activation must see the next tick.</summary>
    public bool AwaitsTime => state?.OpenHours.Count > 0;

    public Task<IReadOnlyList<StationReceipt>> Accept(IReadOnlyList<StationBatch> batches) => Turn(batches);

    public Task Tick() => Turn([]);

    private async Task<IReadOnlyList<StationReceipt>> Turn(IReadOnlyList<StationBatch> batches)
    {
        var before = await CurrentState();
        var now = clock.GetUtcNow();
        if (batches.Count == 0 && !(before.OpenHours is [var earliest, ..] && earliest + AirJudge.Hour <= now))
        {
            return [];
        }

        var merge = ReadingMerge.Of(batches, (await store.Load(id, new StepNeeds { Keys = ReadingMerge.Needs(before, batches) })).Versions);
        var inputs = await store.Load(id, StationStep.Needs(before, batches, merge, now));
        var step = StationStep.Take(before, batches, merge, inputs, devices.DefaultTargetClass, now, alertRules);
        if (!step.Writes.IsEmpty)
        {
            await store.Commit(step.Writes with { Tenure = tenure });
        }

        foreach (var verdict in step.Unprovable)
        {
            CertificateIsLost(log ?? NullLogger.Instance, verdict.CertificateId, id, verdict.At, verdict.Engine, verdict.RuleSet);
        }

        state = step.Next;
        Publish(step, now);
        return step.Receipts;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "certificate {Certificate} of {Station} at {At:O} (engine {Engine}, rules {RuleSet}) was superseded and this release cannot build it again; its inputs are kept")]
    private static partial void CertificateIsLost(ILogger log, string certificate, StationId station, DateTimeOffset at, string engine, string ruleSet);

    private async Task<StationState> CurrentState()
    {
        var version = store.RegistryVersion;
        if (state is null)
        {
            var snapshot = await store.Load(id);
            tenure = snapshot.Tenure;
            state = StationState.Of(id, snapshot, await store.Load(id, StationState.NeedsOf(snapshot)), alertRules);
        }
        else if (version != registryVersion)
        {
            state = state.With(await registry.Find(id));
        }

        registryVersion = version;
        return state;
    }

    private void Publish(StationStepResult step, DateTimeOffset now)
    {
        if (!events.IsHeard)
        {
            return;
        }

        if (step.News.Count > 0)
        {
            events.Publish(new ReadingsArrived(id, now, [.. step.News.Select(c => c.After.Reading.Key.Parameter).Distinct()]));
        }

        foreach (var change in step.VerdictChanges)
        {
            events.Publish(new VerdictChanged(id, now, change.Before, change.After));
        }

        foreach (var alert in step.Alerts)
        {
            events.Publish(new AlertChanged(id, now, alert.Finding.Id));
        }
    }
}
