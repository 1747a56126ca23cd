using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>The one owner of a station's state, addressed by the station's id. One turn at a time.</summary>
public interface IStationGrain
{
    /// <summary>Ends once the batches are durable, all in one commit; a receipt for each. A repeat of a batch is harmless.</summary>
    /// <exception cref="Exception">Nothing of the batches is stored, and this activation must not be used again.</exception>
    Task<IReadOnlyList<StationReceipt>> Accept(IReadOnlyList<StationBatch> batches);

    /// <summary>Does what only the time brings: judges the hours that have ended. The same failure rule.</summary>
    Task Tick();
}
