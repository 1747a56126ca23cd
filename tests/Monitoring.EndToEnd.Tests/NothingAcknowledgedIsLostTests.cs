using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// The promise that the system stands on: what was acknowledged to a device is in the store after any kill, and the
/// store holds nothing that no device sent, each reading once.
/// </summary>
public sealed class NothingAcknowledgedIsLostTests
{
    private static readonly DateTime FirstSample = new(2026, 11, 20, 0, 0, 0);

    [Theory]
    [InlineData(3)]
    public async Task After_SIGKILL_the_journals_of_a_tcp_a_serial_and_an_mqtt_sender_agree_with_the_store(int kills)
    {
        using var folder = new TemporaryFolder();
        using var line = await PtyPair.Open(folder);
        var killedWithFramesOutstanding = 0;
        var journals = new List<Sender>();
        for (var round = 1; round <= kills; round++)
        {
            await using var system = await RunningSystem.Start(folder["data"], null, "--serial", line.GatewayEnd);
            using var serial = await SerialEnd.Open(line.DeviceEnd);
            using var stop = new CancellationTokenSource();
            var tcp = new StreamSender($"KILL{round}TCP", FirstSample);
            var tty = new StreamSender($"KILL{round}SER", FirstSample);
            var mqtt = new MqttSender($"KILL{round}MQT", FirstSample);
            Sender[] senders = [tcp, tty, mqtt];
            Task[] runs = [tcp.Run(await StreamSender.Connect(system.Hj212), stop.Token), tty.Run(serial.Stream, stop.Token), mqtt.Run(system.Mqtt, stop.Token)];

            await Eventually.True(() => senders.All(s => s.Journal.Acknowledged.Count > 50 * round), "every sender has acknowledgements");
            await system.Kill();
            await stop.CancelAsync();
            await Eventually.Ends(Task.WhenAll(runs), "the senders notice");
            killedWithFramesOutstanding += senders.Any(s => s.Journal.Outstanding > 0) ? 1 : 0;
            journals.AddRange(senders);
        }

        killedWithFramesOutstanding.ShouldBeGreaterThan(0, "a kill with nothing in flight would show little");
        await using var restarted = await RunningSystem.Start(folder["data"]);
        foreach (var sender in journals)
        {
            await ShouldAgree(restarted, sender);
        }
    }

    private static async Task ShouldAgree(RunningSystem system, Sender sender)
    {
        List<(DateTime SampledAt, string Value)> stored = [];
        await Eventually.True(async () =>
        {
            var from = new DateTimeOffset(FirstSample, TimeSpan.FromHours(8));
            var items = await system.RawReadings(sender.Mn, Sender.Parameter, from, from.AddDays(7));
            stored = [.. items.Select(i => (i.GetProperty("sampledAt").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)).DateTime, i.GetProperty("value").GetRawText()))];
            var times = stored.Select(s => s.SampledAt).ToHashSet();
            return sender.Journal.Acknowledged.Keys.All(times.Contains);
        }, $"everything that was acknowledged to {sender.Mn} is stored");

        stored.Select(s => s.SampledAt).ShouldBeUnique();
        foreach (var (sampledAt, value) in stored)
        {
            sender.Journal.Sent.GetValueOrDefault(sampledAt).ShouldBe(value, $"{sender.Mn} sent {sampledAt:s}");
        }
    }
}
