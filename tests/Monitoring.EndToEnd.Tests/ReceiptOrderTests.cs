using System.Globalization;
using System.Text;
using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// No receipt leaves the silo before the sync of the store that covers its rows: read off the system calls of a silo that a gateway of
/// its own delivers to. Both are then stopped while the other, or a device, is connected and idle.
/// </summary>
public sealed class ReceiptOrderTests
{
    private static readonly DateTime SampledAt = new(2026, 11, 20, 8, 0, 0);

    [Fact]
    public async Task The_store_is_synced_before_each_receipt_and_SIGTERM_ends_silo_and_gateway_beside_idle_peers()
    {
        Tool.Require("strace");
        using var folder = new TemporaryFolder();
        var traceFile = folder["trace"];
        var ports = FreePorts.Take(4);
        using var http = new HttpClient { Timeout = Eventually.Deadline };
        await using var silo = RunningProgram.Launch(
            "Monitoring.Silo", ["--data", folder["data"], "--http", $"{ports[0]}"], new Dictionary<string, string> { ["Silo__SeedRegistry"] = "false" }, traceFile);
        await Eventually.True(() => IsReady(http, ports[0]), "the silo becomes ready");
        await using var gateway = RunningProgram.Launch(
            "Monitoring.Gateway",
            ["--data", folder["edge"], "--uplink", $"http://127.0.0.1:{ports[0]}", "--http", $"{ports[1]}", "--hj212", $"{ports[2]}", "--mqtt", $"{ports[3]}"],
            new Dictionary<string, string> { ["Uplink__Token"] = (await File.ReadAllTextAsync(folder["data/silo-key"])).Trim(), ["Devices__AutoRegister"] = "true" });
        await Eventually.True(() => IsReady(http, ports[1]), "the gateway becomes ready");

        string[] values = ["6.444444", "6.555555", "6.666666"];
        await using var device = await TcpLink.Connect(("127.0.0.1", ports[2]));
        for (var i = 0; i < values.Length; i++)
        {
            await Upload(device, i, values[i]);
            // One batch each: the next upload comes when the receipt has.
            await Eventually.True(() => HasNothingPending(http, ports[1]), "the receipt comes");
        }

        (await silo.Stop()).ShouldBe(0, silo.Output);
        (await gateway.Stop()).ShouldBe(0, gateway.Output);

        var calls = SystemCall.Read(traceFile);
        var receipts = calls.Index().Where(c => c.Item.IsSend && c.Item.Text.Contains("application/x-protobuf", StringComparison.Ordinal)).Select(c => c.Index).ToList();
        receipts.Count.ShouldBe(values.Length, "each batch has one receipt");
        foreach (var (value, receipt) in values.Zip(receipts))
        {
            var written = calls.FindIndex(c => IsLogWrite(c) && c.Text.Contains(value, StringComparison.Ordinal));
            written.ShouldBeInRange(0, receipt, $"the row with {value} is written before its receipt leaves");
            var lastWrite = calls.FindLastIndex(receipt, IsLogWrite);
            calls.FindIndex(lastWrite, receipt - lastWrite, c => c.Name is "fsync" or "fdatasync" && c.IsEnd && c.File == calls[written].File)
                .ShouldBeGreaterThan(lastWrite, $"nothing that was written is unsynced when the receipt of {value} leaves");
        }
    }

    private static bool IsLogWrite(SystemCall call) => call.Name is "pwrite64" && call.File.EndsWith("monitoring.db-wal", StringComparison.Ordinal);

    private static async Task Upload(Stream device, int index, string value)
    {
        var qn = $"2026112008000{index}111";
        await device.WriteAsync(Encoding.ASCII.GetBytes(DeviceFrame.Upload("TRACESILO", qn, SampledAt.AddMinutes(index), ("w01009", value))));
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        while (!answer.ToString().Contains($"QN={qn};ST=91;CN=9014", StringComparison.Ordinal))
        {
            var count = await Eventually.Ends(device.ReadAsync(buffer).AsTask(), "the upload is answered");
            count.ShouldBeGreaterThan(0, "the gateway hung up");
            answer.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }
    }

    private static async Task<bool> IsReady(HttpClient http, int port)
    {
        try
        {
            using var response = await http.GetAsync(Ready(port));
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task<bool> HasNothingPending(HttpClient http, int port)
    {
        using var state = JsonDocument.Parse(await http.GetStringAsync(Ready(port)));
        return state.RootElement.GetProperty("spool").GetProperty("pendingRows").GetInt64() == 0;
    }

    private static Uri Ready(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/health/ready"));
}
