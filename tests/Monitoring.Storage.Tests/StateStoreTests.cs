using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests;

/// <summary>What every store promises of registry, readings with their corrections, alerts, users, audit and certificates. An engine joins the suites by its place.</summary>
public abstract class StateStoreTests(IStorePlace place) : IAsyncLifetime
{
    protected IMonitoringStore Store { get; private set; } = null!;

    protected ManualTimeProvider Clock { get; } = Sample.Clock();

    public virtual async ValueTask InitializeAsync() => Store = await place.Open(Clock);

    public async ValueTask DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        await place.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>As a new process on the same store.</summary>
    protected async Task Reopen()
    {
        await Store.DisposeAsync();
        Store = await place.Open(Clock);
    }

    protected Task Commit(RegisteredStation station, params StoredReading[] current) => Store.Stations.Commit(Sample.Writes(station, current));

    protected static ReadingRange Day(RegisteredStation station, string parameter) =>
        new(station.Station.Id, ParameterCode.Parse(parameter), Sample.Noon.AddHours(-12), Sample.Noon.AddHours(12));
}
