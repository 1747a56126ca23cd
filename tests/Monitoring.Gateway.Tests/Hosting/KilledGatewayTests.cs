using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Monitoring.Contracts;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Hosting;

/// <summary>The real program, killed while its spool commits; and where it cannot begin.</summary>
public sealed class KilledGatewayTests
{
    private const int Rounds = 6;
    private const int PerRound = 150;

    [Fact]
    public async Task Killed_in_its_commits_it_holds_what_it_acknowledged_in_order_and_nothing_else()
    {
        using var folder = new TemporaryFolder();
        await using (var devices = await DeviceRegistry.Open(folder["gateway/devices.db"], new DeviceOptions(), TimeProvider.System))
        {
            await devices.Register(new DeviceRegistration(RunningGateway.Mn, RunningGateway.Password, null, StationKind.Water, "test"), CancellationToken.None);
        }

        var acknowledged = new List<string>();
        for (var round = 0; round < Rounds; round++)
        {
            // The kill falls among the commits of frames that are on their way, after more answers each round.
            acknowledged.AddRange(await SendAndKill(folder, round * PerRound, answers: round * 20));
        }

        await using var spool = await TelemetrySpool.Open(folder["gateway/spool.db"], new SpoolOptions(), TimeProvider.System);
        var rows = spool.All();
        var sent = rows.Select(SentAt).ToList();
        rows.ShouldAllBe(row => row.IsIntact);
        rows.Select(row => row.Sequence).ShouldBe(Enumerable.Range(1, rows.Count).Select(n => (long)n));
        sent.ShouldBeUnique();
        sent.ShouldBeInOrder();
        acknowledged.Except(sent).ShouldBeEmpty();
        rows.Count.ShouldBeLessThanOrEqualTo(Rounds * PerRound);
        spool.Status.File.Damage.ShouldBeNull();
    }

    [Fact]
    public async Task A_disk_that_takes_no_writes_is_one_line_and_exit_1()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 8);
        await using (await TelemetrySpool.Open(Path.Combine(disk.Path, "gateway/spool.db"), new SpoolOptions(), TimeProvider.System))
        {
        }

        disk.MakeReadOnly();
        using var program = Start(disk.Path);
        var message = await program.StandardError.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync());

        program.ExitCode.ShouldBe(1, message);
        message.ShouldContain("Read-only file system");
        message.ShouldContain("--data");
        message.Count(c => c == '\n').ShouldBe(1, message);
    }

    private static async Task<List<string>> SendAndKill(TemporaryFolder folder, int first, int answers)
    {
        using var program = Start(folder.Path);
        var answered = new List<string>();
        try
        {
            await Eventually.True(() => program.HasExited || File.Exists(folder["endpoints.json"]), "the program names its ports");
            program.HasExited.ShouldBeFalse();
            using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(folder["endpoints.json"]));
            await using var device = await DeviceLink.To(IPEndPoint.Parse(endpoints.RootElement.GetProperty("hj212").GetString()!));
            for (var n = first; n < first + PerRound; n++)
            {
                await device.Send(Frames.Upload(Frames.Qn(n)));
            }

            while (answered.Count < answers)
            {
                var answer = await device.Answer();
                answer.ShouldContain("CN=9014");
                answered.Add(answer.Substring(answer.IndexOf("QN=", StringComparison.Ordinal) + 3, Frames.Qn(0).Length));
            }
        }
        finally
        {
            program.Kill();
            await Eventually.Ends(program.WaitForExitAsync());
            File.Delete(folder["endpoints.json"]);
        }

        return answered;
    }

    private static string SentAt(SpoolRow row) => UplinkWire.TryRead(row.Bytes, out var telemetry, out var reason)
        ? ChinaTime.Of(telemetry.SentAt).ToString("yyyyMMddHHmmssfff")
        : throw new InvalidDataException(reason);

    private static Process Start(string data) => Process.Start(new ProcessStartInfo(
        "dotnet", [typeof(GatewayCommandLine).Assembly.Location, "--uplink", "http://127.0.0.1:1", "--data", data, "--hj212", "0", "--mqtt", "0"])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
