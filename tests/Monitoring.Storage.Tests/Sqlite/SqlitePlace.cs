using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Sqlite;

internal sealed class SqlitePlace : IStorePlace
{
    private readonly TemporaryFolder folder = new();

    public Task<IMonitoringStore> Open(TimeProvider clock) => Task.FromResult<IMonitoringStore>(SqliteMonitoringStore.Open(folder.Path, clock));

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
