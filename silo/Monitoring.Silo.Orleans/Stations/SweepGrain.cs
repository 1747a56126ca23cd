using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Orleans.Feed;
using Monitoring.Storage;
using Orleans.Concurrency;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>
/// Kept by a reminder: it outlives the silo that it runs in. A tick that is missed or comes twice changes nothing, since what is due is read from store
/// and clock; two at once do no harm either.
/// </summary>
[Reentrant]
internal sealed partial class SweepGrain(IStationStore store, SiloListeners silos, IOptions<SiloOptions> options, ILogger<SweepGrain> log) : Grain, ISweepGrain, IRemindable
{
    private const string Reminder = "sweep";

    public async Task Begin() => await this.RegisterOrUpdateReminder(Reminder, options.Value.SweepEvery, options.Value.SweepEvery);

    public Task ReceiveReminder(string reminderName, TickStatus status) => Sweep();

    public async Task Sweep()
    {
        var listening = silos.All.Select(s => Try(s.ToString(), () => silos.At(s).Look()));
        var waiting = (await store.ListActivity()).Where(s => s.Kind is StationKind.Air).Select(s => Try(s.Station.Value, () => Tick(s.Station)));
        await Task.WhenAll([.. listening, .. waiting]);
    }

    private async Task Tick(StationId station)
    {
        if ((await GrainFactory.GetGrain<IStationDoor>(station.Value).Tick()).Fault is { } fault)
        {
            IsLeftOut(log, station.Value, fault);
        }
    }

    // One that fails holds up no other; the next tick comes to it again.
    private async Task Try(string whom, Func<Task> visit)
    {
        try
        {
            await visit();
        }
        catch (Exception e)
        {
            IsLeftOut(log, whom, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the sweep of the stations left {Whom} out: {Reason}")]
    private static partial void IsLeftOut(ILogger log, string whom, string reason);
}
