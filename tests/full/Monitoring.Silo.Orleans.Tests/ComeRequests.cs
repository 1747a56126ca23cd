using Monitoring.Silo.Orleans.Stations;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Counts the batches that have come to the silo of their station and stand in its mailbox.</summary>
internal sealed class ComeRequests : IIncomingGrainCallFilter
{
    private int batches;

    public int Batches => Volatile.Read(ref batches);

    public async Task Invoke(IIncomingGrainCallContext context)
    {
        var call = context.Invoke();
        if (context.Grain is StationDoor && context.MethodName == nameof(IStationDoor.Accept))
        {
            Interlocked.Increment(ref batches);
        }

        await call;
    }
}
