using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>The one owner of a station's state, addressed by the station's id. One turn at a time.</summary>
public interface IStationGrain
{
    /// <summary>Ends once the batch is durable. A repeat of the batch is harmless.</summary>
    /// <exception cref="Exception">Nothing of the batch is stored, and this activation must not be used again.</exception>
    Task<StationReceipt> Accept(StationBatch batch);

    /// <summary>Does what only the time brings: judges the hours that have ended. The same failure rule.</summary>
    Task Tick();
}
