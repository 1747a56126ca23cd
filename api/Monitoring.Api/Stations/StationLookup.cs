using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

internal static class StationLookup
{
    /// <summary>The station of an id as it came in an address; null when there is none, also when the text is no id at all.</summary>
    public static async Task<RegisteredStation?> Find(this IStationRegistry stations, string id, CancellationToken cancellationToken) =>
        StationId.TryParse(id, out var station) ? await stations.Find(station, cancellationToken) : null;
}
