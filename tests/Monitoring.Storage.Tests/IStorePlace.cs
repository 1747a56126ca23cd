namespace Monitoring.Storage.Tests;

/// <summary>A store's place of its own, empty at first: what is closed and opened again is the same store.</summary>
public interface IStorePlace : IAsyncDisposable
{
    Task<IMonitoringStore> Open(TimeProvider clock);
}
