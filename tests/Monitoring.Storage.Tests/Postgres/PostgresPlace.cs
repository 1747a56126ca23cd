using Monitoring.Storage.Postgres;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>Opened as the login alone: whatever a suite does, the programs may do.</summary>
internal sealed class PostgresPlace(PostgresCluster cluster) : IStorePlace
{
    private PostgresTestDatabase? database;

    public async Task<IMonitoringStore> Open(TimeProvider clock)
    {
        database ??= await cluster.FreshDatabase();
        return PostgresMonitoringStore.Open(database.AsLogin, migrator: null, clock);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
