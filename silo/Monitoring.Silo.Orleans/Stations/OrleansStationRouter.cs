using Monitoring.Silo.Grains;
using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>Finds a station's owner in the cluster.</summary>
internal sealed class OrleansStationRouter(IGrainFactory grains, SilenceSweep silence) : IStationRouter
{
    public async Task<StationReceipt> Accept(StationBatch batch, CancellationToken cancellationToken = default)
    {
        var answer = await Ask(batch, cancellationToken);
        var receipt = answer.Receipt();
        silence.Delivered(batch.Station, batch.ReceivedAt);
        return receipt;
    }

    private async Task<StationAnswer> Ask(StationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await grains.GetGrain<IStationDoor>(batch.Station.Value).Accept(batch).WaitAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // Whatever became of the owner, the batch is not to blame: its gateway keeps it and sends it again. It may be stored already.
            throw new IOException($"the owner of {batch.Station} does not answer: {e.Message}", e);
        }
    }
}
