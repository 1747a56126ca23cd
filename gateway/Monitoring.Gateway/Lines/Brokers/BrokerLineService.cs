using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Hosting;

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>Keeps a session at every configured broker. One that is absent or refuses is a state that is shown and tried again.</summary>
internal sealed partial class BrokerLineService(
    IOptions<GatewayOptions> options,
    IBrokerConnector brokers,
    BrokerIntake intake,
    BrokerLines lines,
    TimeProvider clock,
    ILogger<BrokerLineService> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.Brokers.Select(broker => Keep(broker, stoppingToken)));

    private async Task Keep(BrokerOptions broker, CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            var fault = "the connection ended";
            try
            {
                await using var session = await brokers.Connect(broker, stop);
                Show(broker, null);
                pause = FirstPause;
                await intake.Take(session, broker, stop);
            }
            catch (IOException e)
            {
                fault = e.Message;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever a client library throws costs this connection, never the gateway or another broker.
                fault = e.Message;
                SessionFailed(e, broker.Url!);
            }

            Show(broker, fault);
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void Show(BrokerOptions broker, string? fault)
    {
        if (!lines.Set(new BrokerLineStatus(broker.Url!.ToString(), fault is null, clock.GetUtcNow(), fault)))
        {
            return;
        }

        if (fault is null)
        {
            Opened(broker.Url!, broker.Topic);
        }
        else
        {
            Absent(broker.Url!, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "subscribed to {Topic} at {Broker}")]
    private partial void Opened(Uri broker, string topic);

    [LoggerMessage(Level = LogLevel.Warning, Message = "broker {Broker} is not connected and is tried again: {Fault}")]
    private partial void Absent(Uri broker, string fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "the session at {Broker} failed")]
    private partial void SessionFailed(Exception e, Uri broker);
}
