using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>The one owner of a station in the cluster; its key is the station's id.</summary>
[Alias("monitoring.station")]
internal interface IStationDoor : IGrainWithStringKey
{
    /// <summary>Answers once the batch is durable, or what kept it from being so.</summary>
    [Alias("accept")]
    Task<StationAnswer> Accept([Immutable] StationBatch batch);

    /// <summary>Does what only the time brings.</summary>
    [Alias("tick")]
    Task<StationAnswer> Tick();
}
