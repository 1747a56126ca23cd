using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Tests;

/// <summary>A store whose commits fail when told, before or after they are durable, or wait at a gate.</summary>
internal sealed class FaultyStationStore(IStationStore inner) : IStationStore
{
    /// <summary>Thrown instead of a commit that it names an exception for.</summary>
    public Func<StationWrites, Exception?> FailBefore { get; set; } = _ => null;

    /// <summary>Thrown after a commit that is durable: the answer is lost.</summary>
    public Func<StationWrites, Exception?> FailAfter { get; set; } = _ => null;

    /// <summary>Awaited before each commit.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    /// <summary>Awaited before a commit, for those that it picks.</summary>
    public Func<StationWrites, Task> GateOf { get; set; } = _ => Task.CompletedTask;

    /// <summary>Awaited before what a step needs is read.</summary>
    public Func<Task> BeforeLoad { get; set; } = () => Task.CompletedTask;

    public int Commits { get; private set; }

    /// <summary>Commits under way now and at most, per station: more than one would be two owners.</summary>
    public int MostAtOnce { get; private set; }

    private readonly Dictionary<StationId, int> running = [];

    public long RegistryVersion => inner.RegistryVersion;

    public Task<StationSnapshot> Load(StationId station, CancellationToken cancellationToken) => inner.Load(station, cancellationToken);

    public async Task<StepInputs> Load(StationId station, StepNeeds needs, CancellationToken cancellationToken)
    {
        await BeforeLoad();
        return await inner.Load(station, needs, cancellationToken);
    }

    public async Task Commit(StationWrites writes, CancellationToken cancellationToken)
    {
        lock (running)
        {
            running[writes.Station] = running.GetValueOrDefault(writes.Station) + 1;
            MostAtOnce = Math.Max(MostAtOnce, running[writes.Station]);
            Commits++;
        }

        try
        {
            await Gate;
            await GateOf(writes);
            if (FailBefore(writes) is { } before)
            {
                throw before;
            }

            await inner.Commit(writes, cancellationToken);
            if (FailAfter(writes) is { } after)
            {
                throw after;
            }
        }
        finally
        {
            lock (running)
            {
                running[writes.Station]--;
            }
        }
    }

    public Task RecordReceived(string gatewayId, IReadOnlyCollection<SequenceRange> ranges, CancellationToken cancellationToken) =>
        inner.RecordReceived(gatewayId, ranges, cancellationToken);

    public Task<IReadOnlyList<StationActivity>> ListActivity(CancellationToken cancellationToken) => inner.ListActivity(cancellationToken);
}
