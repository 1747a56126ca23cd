using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Silo.Remote;

/// <summary>The start of an API beside a silo: in any order, so it waits until the silo has made the store.</summary>
public static class StoreBeside
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <exception cref="StoreUnavailableException">It did not come in time, or cannot be used.</exception>
    public static async Task Wait(ConfiguredStore store, string folder, TimeSpan patience, TimeProvider clock, CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        while (!await IsThere(store, folder, clock))
        {
            if (clock.GetElapsedTime(begun) > patience)
            {
                throw new StoreUnavailableException($"{store.PlaceOf(folder)} has no store of this version: start its silo, of the same version, with --data {folder}");
            }

            await Task.Delay(LookEvery, clock, cancellationToken);
        }
    }

    private static async Task<bool> IsThere(ConfiguredStore configured, string folder, TimeProvider clock)
    {
        var store = configured.OpenBeside(folder, clock);
        if (store is null)
        {
            return false;
        }

        await store.DisposeAsync();
        return true;
    }
}
