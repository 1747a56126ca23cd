using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>Something that waits for a station's attention, and the one who waits for it.</summary>
internal sealed class StationTurn(StationBatch? batch)
{
    private readonly TaskCompletionSource<StationReceipt> receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Null when only the time has moved on.</summary>
    public StationBatch? Batch => batch;

    public Task<StationReceipt> Receipt => receipt.Task;

    public void Succeed(StationReceipt given) => receipt.SetResult(given);

    public void Fail(Exception error) => receipt.SetException(error);
}
