using System.Diagnostics;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Tests.Gateways;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class SerialExchangeTests
{
    [Fact]
    public async Task Messages_go_over_a_serial_line_and_their_answers_come_back()
    {
        using var folder = new TemporaryFolder();
        var (near, far) = (folder["near"], folder["far"]);
        using var pair = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={near}", $"pty,raw,echo=0,link={far}"]) { UseShellExecute = false })!;
        try
        {
            await Eventually.True(() => File.Exists(near) && File.Exists(far), "socat makes the pair");
            await using var gateway = new ListeningGateway();
            using var stop = new CancellationTokenSource();
            var gatewayEnd = await LineOpeners.Serial(far, 9600)(stop.Token);
            var serving = gateway.Serve(gatewayEnd, stop.Token);
            await using (var line = new RunningLine(LineOpeners.Serial(near, 9600), new Hj212Dialect(), TimeProvider.System))
            {
                for (var i = 0; i < 5; i++)
                {
                    (await Eventually.Ends(line.Send(millisecond: i))).Result.ShouldBe(ExchangeResult.Acknowledged);
                }

                line.Counters.Reconnects.ShouldBe(0);
            }

            gateway.Messages.Select(m => m.Qn).Distinct().Count().ShouldBe(5);
            await stop.CancelAsync();
            await Eventually.Ends(serving.ContinueWith(_ => true, TaskScheduler.Default));
            await gatewayEnd.DisposeAsync();
        }
        finally
        {
            pair.Kill();
        }
    }

    [Fact]
    public async Task A_line_that_is_not_there_is_named()
    {
        using var folder = new TemporaryFolder();
        await using var line = new RunningLine(LineOpeners.Serial(folder["none"], 9600), new Hj212Dialect(), TimeProvider.System, giveUpAfter: 1);
        (await Eventually.Ends(line.Send())).Detail.ShouldContain("there is no such serial line");
    }
}
