using Monitoring.Contracts;
using Monitoring.Silo.Http;
using Monitoring.Storage;

namespace Monitoring.Silo.Remote;

/// <summary>Reads the registry in the store; changes it through the silo, whose stations must know at once.</summary>
internal sealed class RemoteStationRegistry(IStationRegistry stored, SiloClient silo) : IStationRegistry
{
    public Task<RegisteredStation?> Find(StationId id, CancellationToken cancellationToken) => stored.Find(id, cancellationToken);

    public Task<Section?> FindSection(string id, CancellationToken cancellationToken) => stored.FindSection(id, cancellationToken);

    public Task<Page<RegisteredStation>> List(StationFilter filter, string? cursor, int limit, CancellationToken cancellationToken) =>
        stored.List(filter, cursor, limit, cancellationToken);

    public Task<Page<Section>> ListSections(string? province, string? river, string? cursor, int limit, CancellationToken cancellationToken) =>
        stored.ListSections(province, river, cursor, limit, cancellationToken);

    public Task Upsert(Station station, CancellationToken cancellationToken) => silo.Send(HttpMethod.Put, SiloDoor.Stations, station, cancellationToken);

    public Task Upsert(Section section, CancellationToken cancellationToken) => silo.Send(HttpMethod.Put, SiloDoor.Sections, section, cancellationToken);

    public Task<int> EnterAbsent(IReadOnlyCollection<RegisteredStation> stations, CancellationToken cancellationToken) =>
        silo.Send<IReadOnlyCollection<RegisteredStation>, int>(HttpMethod.Post, SiloDoor.AbsentStations, stations, cancellationToken);
}
