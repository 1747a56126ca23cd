using System.Collections.Concurrent;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Tests.Programs;

/// <summary>The real store, with a look at every commit before it is made: it may wait there, or fail.</summary>
internal sealed class WatchedStationStore(IStationStore inner) : IStationStore
{
    public Func<StationWrites, Task> BeforeCommit { get; set; } = _ => Task.CompletedTask;

    /// <summary>Start and text of every value that became current, in the order of the commits.</summary>
    public ConcurrentQueue<(DateTimeOffset Start, string Text)> Committed { get; } = new();

    public long RegistryVersion => inner.RegistryVersion;

    public Task<StationSnapshot> Load(StationId station, CancellationToken cancellationToken) => inner.Load(station, cancellationToken);

    public Task<StepInputs> Load(StationId station, StepNeeds needs, CancellationToken cancellationToken) => inner.Load(station, needs, cancellationToken);

    public async Task Commit(StationWrites writes, CancellationToken cancellationToken)
    {
        await BeforeCommit(writes);
        await inner.Commit(writes, cancellationToken);
        foreach (var reading in writes.Current)
        {
            Committed.Enqueue((reading.Reading.Key.Start, reading.Reading.Text));
        }
    }

    public Task RecordReceived(string gatewayId, IReadOnlyCollection<SequenceRange> ranges, CancellationToken cancellationToken) =>
        inner.RecordReceived(gatewayId, ranges, cancellationToken);

    public Task<IReadOnlyList<StationActivity>> ListActivity(CancellationToken cancellationToken) => inner.ListActivity(cancellationToken);
}
