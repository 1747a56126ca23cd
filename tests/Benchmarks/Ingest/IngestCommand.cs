using System.CommandLine;
using System.Diagnostics;
using Monitoring.Benchmarks.Figures;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>
/// <c>ingest</c>: how many messages a second a gateway makes durable and acknowledges: HJ 212 frame to 9014 after the commit, or MQTT PUBLISH
/// with QoS 1 to PUBACK after the commit. The gateway is the real program on a disk; the devices share its cores.
/// </summary>
internal static class IngestCommand
{
    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<long>("--seed") { DefaultValueFactory = _ => 1 };
        var door = new Option<string>("--door") { HelpName = "tcp|mqtt", DefaultValueFactory = _ => "tcp" };
        var connections = new Option<int>("--connections") { DefaultValueFactory = _ => 128 };
        var window = new Option<int>("--in-flight") { Description = "messages of a connection under way", DefaultValueFactory = _ => 32 };
        var seconds = new Option<int>("--seconds") { DefaultValueFactory = _ => 15 };
        door.AcceptOnlyFromAmong("tcp", "mqtt");
        var command = new Command("ingest", "device to acknowledgement after the commit, beside plain SQLite group commit") { seed, door, connections, window, seconds };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(door)!, r.GetValue(connections), Math.Clamp(r.GetValue(window), 1, 64), TimeSpan.FromSeconds(r.GetValue(seconds)), clock));
        return command;
    }

    private static async Task Run(long seed, string door, int connections, int window, TimeSpan length, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- ingest --door {door} --connections {connections} --in-flight {window} --seconds {length.TotalSeconds}", seed, clock);
        using var folder = new TemporaryFolder();
        var load = new WaterLoad(seed);
        connections = Math.Min(connections, load.Stations.Count);
        var start = WaterLoad.WholeMinute(clock.GetUtcNow()).AddDays(-1);
        var devices = new DeviceLoad(load, start);
        var isMqtt = door is "mqtt";

        double product;
        using (var gateway = await GatewayProcess.Start(folder["data"], load, connections))
        {
            var senders = Enumerable.Range(0, connections)
                .Select(s => new SendingDevice(isMqtt ? devices.Publications(s) : devices.Frames(s), isMqtt ? Pubacks : Lines))
                .ToList();
            await Task.WhenAll(senders.Select((sender, s) => sender.Connect(isMqtt ? gateway.Mqtt : gateway.Hj212, isMqtt ? devices.Connect(s) : ReadOnlyMemory<byte>.Empty)));
            await Send(senders, window, TimeSpan.FromSeconds(3));

            var (before, busy, watch) = (senders.Sum(s => s.Acknowledged), gateway.ProcessorTime, Stopwatch.StartNew());
            await Send(senders, window, length);
            product = (senders.Sum(s => s.Acknowledged) - before) / watch.Elapsed.TotalSeconds;
            busy = gateway.ProcessorTime - busy;
            Report.Say($"gateway: {busy / watch.Elapsed:F2} cores, {busy.TotalMicroseconds / (product * watch.Elapsed.TotalSeconds):F1} µs of processor a message, {gateway.WorkingSet >> 20} MB; mean time to the acknowledgement {connections * window / product * 1000:F0} ms");
            senders.ForEach(s => s.Dispose());
        }

        var rows = Enumerable.Range(0, 1000).Select(n => UplinkWire.Write(load.At(n % load.Stations.Count, start.AddMinutes(n)))).ToList();
        var baseline = PlainGroupCommit.MessagesPerSecond(folder["baseline.db"], rows, connections * window, length / 3);
        report.Row(isMqtt ? "MQTT QoS 1, PUBLISH to PUBACK after the commit" : "HJ 212 over TCP, frame to 9014 after the commit", product, "messages/s", "plain SQLite group commit", baseline, "30,000");
        if (isMqtt)
        {
            await BesideVictoria(report, product, devices, connections, window, length, folder["chain"]);
        }

        report.PrintRows();
    }

    private static async Task BesideVictoria(Report report, double product, DeviceLoad devices, int connections, int window, TimeSpan length, string folder)
    {
        var (started, missing) = await VictoriaChain.Start(folder);
        if (started is not { } chain)
        {
            Report.Say($"not run: mosquitto → script → VictoriaMetrics ({missing} is not installed)");
            return;
        }

        await using (chain)
        {
            var senders = Enumerable.Range(0, connections).Select(s => new SendingDevice(devices.Publications(s), Pubacks)).ToList();
            await Task.WhenAll(senders.Select((sender, s) => sender.Connect(chain.Broker, devices.Connect(s))));
            var watch = Stopwatch.StartNew();
            await Send(senders, window, length);
            var published = senders.Sum(s => s.Acknowledged);
            while (chain.Stored < published && watch.Elapsed < length * 10)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            report.Row("MQTT QoS 1, PUBLISH to durable", product, "messages/s", "mosquitto → script → VictoriaMetrics, PUBLISH to taken (no sync)", chain.Stored / watch.Elapsed.TotalSeconds, "30,000");
            senders.ForEach(s => s.Dispose());
        }
    }

    private static async Task Send(List<SendingDevice> senders, int window, TimeSpan length)
    {
        using var stop = new CancellationTokenSource(length);
        await Task.WhenAll(senders.Select(s => Task.Run(() => s.Run(window, stop.Token))));
    }

    private static int Lines(ReadOnlyMemory<byte> answers) => answers.Span.Count((byte)'\n');

    // Of a PUBACK's four bytes only the first is 0x40: packet ids stay below.
    private static int Pubacks(ReadOnlyMemory<byte> answers) => answers.Span.Count((byte)0x40);
}
