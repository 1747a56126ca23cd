using System.Threading.Channels;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines.Mqtt;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>
/// What a broker delivers, on its way into the spool: taken in the broker's order, acknowledged in that order, each after its commit.
/// What the full spool refuses is offered again while no further delivery is taken; unacknowledged, the rest waits at the broker.
/// </summary>
internal sealed class BrokerIntake(MqttPublications publications, TelemetryIntake telemetry, IOptions<LineOptions> options, TimeProvider clock)
{
    private const string Door = "broker";
    private const int EvidenceBytes = 4096;

    /// <summary>Serves the session until it ends.</summary>
    /// <exception cref="IOException">The connection ended.</exception>
    public async Task Take(IBrokerSession session, BrokerOptions broker, CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var inFlight = Channel.CreateBounded<(BrokerDelivery Delivery, MqttPublication Publication, Task<bool> Taking)>(
            new BoundedChannelOptions(options.Value.MaxInFlight) { SingleReader = true, SingleWriter = true });
        var acknowledging = Acknowledge();
        try
        {
            await foreach (var delivery in session.Deliveries(ending.Token))
            {
                var publication = new MqttPublication(delivery.Topic, ArrivalOf(delivery, broker));
                await inFlight.Writer.WriteAsync((delivery, publication, Offer(delivery, publication).AsTask()), ending.Token);
            }
        }
        catch (OperationCanceledException) when (acknowledging.IsFaulted && !stop.IsCancellationRequested)
        {
            // The acknowledging side failed first; its reason counts, and it is thrown below.
        }
        finally
        {
            inFlight.Writer.TryComplete();
            await ending.CancelAsync();
            await acknowledging.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await acknowledging;

        async Task Acknowledge()
        {
            try
            {
                await foreach (var (delivery, publication, taking) in inFlight.Reader.ReadAllAsync(ending.Token))
                {
                    var isTaken = await taking;
                    while (!isTaken)
                    {
                        await Task.Delay(options.Value.FullSpoolPause, clock, ending.Token);
                        isTaken = await Offer(delivery, publication);
                    }

                    await session.Acknowledge(delivery, ending.Token);
                }
            }
            catch (Exception)
            {
                await ending.CancelAsync();
                throw;
            }
        }
    }

    private async ValueTask<bool> Offer(BrokerDelivery delivery, MqttPublication publication)
    {
        var arrival = publication.Arrival;
        return arrival.AuthenticatedMn is not { } mn ? IsKept(await telemetry.Refuse(arrival, null, QuarantineReason.BadPayload, $"published to '{publication.Topic}', the topic of no device"))
            : IsTooLong(delivery) ? IsKept(await telemetry.Refuse(
                arrival, mn, QuarantineReason.TooLong, $"published {delivery.TotalBytes} bytes, more than {options.Value.MaxMqttPacket} (Gateway:Lines:MaxMqttPacket)", delivery.TotalBytes))
            : await publications.Take(publication);
    }

    private static bool IsKept(IntakeOutcome outcome) => outcome.Verdict is not IntakeVerdict.NotKept;

    private bool IsTooLong(BrokerDelivery delivery) => delivery.TotalBytes > delivery.Payload.Length || delivery.TotalBytes > options.Value.MaxMqttPacket;

    // What is too long is told by its beginning; whole it would fill the quarantine.
    private Arrival ArrivalOf(BrokerDelivery delivery, BrokerOptions broker) => new(
        Door,
        broker.Url!.Authority,
        clock.GetUtcNow(),
        IsTooLong(delivery) ? delivery.Payload[..Math.Min(delivery.Payload.Length, EvidenceBytes)] : delivery.Payload,
        DeviceTopics.DeviceOf(delivery.Topic));
}
