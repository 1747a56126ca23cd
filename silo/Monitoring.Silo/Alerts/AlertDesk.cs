using Monitoring.Silo.Hosting;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>Where people act on alerts: checked, durable, in the audit trail, and then told to every listener.</summary>
public sealed class AlertDesk(IAlertStore store, IStationEventSink events)
{
    public async Task<AlertOutcome> Apply(AlertCommand command, CancellationToken cancellationToken = default)
    {
        var outcome = await store.Apply(command, cancellationToken);
        if (outcome is AlertOutcome.Done done)
        {
            events.Publish(new AlertChanged(done.Alert.Finding.Station, command.Entry.At, done.Alert.Finding.Id));
        }

        return outcome;
    }
}
