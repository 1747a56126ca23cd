using Monitoring.Contracts;
using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>
/// The seam in front of every station host: a batch in, a receipt out, wherever the one owner of the station runs.
/// </summary>
public interface IStationRouter
{
    /// <summary>Ends once the batch is durable. Waits when the station's mailbox is full.</summary>
    /// <exception cref="Exception">Nothing of the batch is stored; the same batch may be sent again.</exception>
    Task<StationReceipt> Accept(StationBatch batch, CancellationToken cancellationToken = default);
}

/// <summary>Which stations have been silent for longer than their rhythm lets expect.</summary>
public interface ISilenceWatch
{
    bool IsSilent(StationId station);

    /// <summary>When a silent station last delivered, or was entered; null while it is not silent.</summary>
    DateTimeOffset? SilentSince(StationId station);

    IReadOnlyCollection<StationId> SilentStations { get; }
}
