using Monitoring.Storage;
using Monitoring.Storage.Sqlite;

namespace Monitoring.Silo.Remote;

/// <summary>The start of an API beside a silo: in any order, so it waits until the silo has made the store.</summary>
public static class StoreBeside
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreUnavailableException">It did not come in time, or cannot be used.</exception>
    public static async Task Wait(string folder, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (!await IsThere(folder, clock))
        {
            if (clock.GetElapsedTime(begun) > patience)
            {
                throw new StoreUnavailableException($"the data folder {Path.GetFullPath(folder)} has no store of this version: start its silo, of the same version, with --data {folder}");
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }

    private static async Task<bool> IsThere(string folder, TimeProvider clock)
    {
        var store = SqliteMonitoringStore.OpenBeside(folder, clock);
        if (store is null)
        {
            return false;
        }

        await store.DisposeAsync();
        return true;
    }
}
