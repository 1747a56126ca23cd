using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Lines.Hj212;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>
/// Keeps every configured serial line open. A line that is absent, unplugged or closed by its peer is a state that is shown and
/// tried again, never a failure of the gateway.
/// </summary>
internal sealed partial class SerialLineService(
    IOptions<GatewayOptions> options,
    ISerialPortFactory ports,
    Hj212Sessions sessions,
    SerialLines lines,
    TimeProvider clock,
    ILogger<SerialLineService> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(options.Value.SerialLines.Select(line => Keep(line, stoppingToken)));

    private async Task Keep(SerialLineOptions line, CancellationToken stop)
    {
        var pause = FirstPause;
        while (!stop.IsCancellationRequested)
        {
            var fault = "the line ended";
            try
            {
                await using var port = ports.Open(line);
                Show(line, null);
                pause = FirstPause;
                await sessions.Serve(port, "serial", line.Path, Timeout.InfiniteTimeSpan, stop);
            }
            catch (IOException e)
            {
                fault = e.Message;
            }

            if (stop.IsCancellationRequested)
            {
                return;
            }

            Show(line, fault);
            await Task.Delay(pause, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void Show(SerialLineOptions line, string? fault)
    {
        if (!lines.Set(new SerialLineStatus(line.Path, fault is null, clock.GetUtcNow(), fault)))
        {
            return;
        }

        if (fault is null)
        {
            Opened(line.Path, line.BaudRate);
        }
        else
        {
            Absent(line.Path, fault);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "serial line {Path} is open at {BaudRate} baud")]
    private partial void Opened(string path, int baudRate);

    [LoggerMessage(Level = LogLevel.Warning, Message = "serial line {Path} is not open and is tried again: {Fault}")]
    private partial void Absent(string path, string fault);
}
