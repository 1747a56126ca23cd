using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>
/// The door of a station in the cluster. Requests pass it together and stand in the station's own mailbox, which gives them their turn, one commit for
/// all that wait. A turn that failed takes this activation with it: the next one loads what is stored.
/// </summary>
[Reentrant]
[HashBasedPlacement]
internal sealed class StationDoor(StationActivations grains, IOptions<SiloOptions> options, TimeProvider clock) : Grain, IStationDoor
{
    private StationMailbox? mailbox;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var station = StationId.Parse(this.GetPrimaryKeyString());

        // The cluster lets a station's former activation end before it begins another.
        mailbox = new StationMailbox(() => grains.Activate(station), options.Value.MailboxCapacity, clock, predecessor: Task.CompletedTask);
        return Task.CompletedTask;
    }

    public Task<StationAnswer> Accept(StationBatch batch) => Take(batch);

    public Task<StationAnswer> Tick() => Take(batch: null);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        mailbox!.Close();
        return mailbox.Ended;
    }

    private async Task<StationAnswer> Take(StationBatch? batch)
    {
        var turn = new StationTurn(batch);
        try
        {
            return await mailbox!.TryPost(turn, CancellationToken.None)
                ? StationAnswer.Of(await turn.Receipt)
                : throw new IOException("the station is on its way to another silo");
        }
        catch (Exception e)
        {
            DeactivateOnIdle();
            return StationAnswer.Of(e);
        }
    }
}
