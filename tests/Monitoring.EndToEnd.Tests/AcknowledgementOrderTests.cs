using System.Text;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// No acknowledgement leaves before the sync that covers its row. A kill cannot show this (the page cache survives the
/// process), so the system calls of one upload per door are recorded and their order is read.
/// </summary>
public sealed class AcknowledgementOrderTests
{
    private static readonly DateTime SampledAt = new(2026, 11, 20, 8, 0, 0);

    [Fact]
    public async Task Every_door_syncs_the_row_before_it_acknowledges()
    {
        Tool.Require("strace");
        Tool.Require("mosquitto_pub");
        using var folder = new TemporaryFolder();
        using var line = await PtyPair.Open(folder);
        var traceFile = folder["trace"];
        await using (var system = await RunningSystem.Start(folder["data"], traceFile, "--serial", line.GatewayEnd))
        {
            await using (var tcp = await TcpLink.Connect(system.Hj212))
            {
                await Upload(tcp, "TRACETCP", "20261120080001111", "6.111111");
            }

            using (var serial = await SerialEnd.Open(line.DeviceEnd))
            {
                await Upload(serial.Stream, "TRACESER", "20261120080002222", "6.222222");
            }

            var frame = DeviceFrame.Upload("TRACEMQT", "20261120080003333", SampledAt, ("w01009", "6.333333"));
            var (exitCode, output) = await Tool.Run(
                "mosquitto_pub",
                ["-h", system.Mqtt.Host, "-p", system.Mqtt.Port.ToString(), "-u", "TRACEMQT", "-P", "123456", "-q", "1", "-t", "devices/TRACEMQT/telemetry", "-m", frame]);
            exitCode.ShouldBe(0, output);
            await system.Stop();
        }

        var calls = SystemCall.Read(traceFile);
        ShouldSyncBetween(calls, "6.111111", c => c.IsSend && c.Text.Contains("QN=20261120080001111;ST=91;CN=9014", StringComparison.Ordinal));
        ShouldSyncBetween(calls, "6.222222", c => c.Name is "write" && c.Text.Contains("QN=20261120080002222;ST=91;CN=9014", StringComparison.Ordinal));
        // PUBACK: 0x40 ('@'), two bytes follow, the packet id of mosquitto_pub's only message is 1.
        ShouldSyncBetween(calls, "6.333333", c => c.IsSend && c.Text.Contains("\"@\\2\\0\\1\"", StringComparison.Ordinal));
    }

    private static void ShouldSyncBetween(List<SystemCall> calls, string value, Func<SystemCall, bool> isAcknowledgement)
    {
        var written = calls.FindIndex(c => c.Name is "pwrite64" && c.Text.Contains("spool", StringComparison.Ordinal) && c.Text.Contains(value, StringComparison.Ordinal));
        written.ShouldBeGreaterThanOrEqualTo(0, $"the row with {value} is written to the spool's log");
        var acknowledged = calls.FindIndex(c => isAcknowledgement(c));
        acknowledged.ShouldBeGreaterThan(written, $"the acknowledgement of {value} leaves after its row is written");
        var logFile = calls[written].File;
        calls.Skip(written + 1).Take(acknowledged - written - 1)
            .Any(c => c.Name is "fsync" or "fdatasync" && c.IsEnd && string.Equals(c.File, logFile, StringComparison.Ordinal))
            .ShouldBeTrue($"a sync of {logFile} ends between the row with {value} and its acknowledgement");
    }

    private static async Task Upload(Stream link, string mn, string qn, string value)
    {
        await link.WriteAsync(Encoding.ASCII.GetBytes(DeviceFrame.Upload(mn, qn, SampledAt, ("w01009", value))));
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        await Eventually.True(async () =>
        {
            answer.Append(Encoding.ASCII.GetString(buffer, 0, await Eventually.Ends(link.ReadAsync(buffer).AsTask(), "an answer comes")));
            return answer.ToString().Contains($"QN={qn}", StringComparison.Ordinal);
        }, "the upload is answered");
    }
}
