using Monitoring.Contracts;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Fleet;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Tests.Gateways;
using Monitoring.Testing;

namespace Monitoring.Simulator.Tests;

public sealed class FleetRunTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 13, 30, 0, ChinaTime.Offset);

    [Fact]
    public async Task The_back_fill_sends_two_days_of_every_device_and_ends()
    {
        await using var gateway = new ListeningGateway();
        await using var server = new ListeningMqttServer();
        using var output = new StringWriter();
        var run = new FleetRun(Options(gateway, server, stations: null), new RetryRules(), output, new ManualTimeProvider(Now));
        await Eventually.Ends(run.Run(CancellationToken.None));
        run.Counters.Refused.ShouldBe(0);

        // 566 stations speak, 12 marks each less two gaps a mark (a gap may fall on a silent station); 60 sites, 47 whole hours each: the last ended at 13:00.
        gateway.Messages.Count.ShouldBeInRange((566 * 12) - 24, 566 * 12);
        server.Messages.Count.ShouldBe(60 * 47);
        gateway.Connections.ShouldBe(4);
        run.Counters.Acknowledged.ShouldBe(gateway.Messages.Count + server.Messages.Count);
    }

    [Fact]
    public async Task The_newest_sample_goes_first_then_history_from_its_oldest()
    {
        await using var gateway = new ListeningGateway();
        await using var server = new ListeningMqttServer();
        var run = new FleetRun(Options(gateway, server, stations: 5), new RetryRules(), TextWriter.Null, new ManualTimeProvider(Now));
        await Eventually.Ends(run.Run(CancellationToken.None));
        var times = gateway.Messages.GroupBy(m => m.Mn).First().Select(m => m.Cp[9..23]).ToList();
        times[0].ShouldBe("20261121120000");
        times[1].ShouldBe("20261119160000");
        times.Skip(1).ShouldBe(times.Skip(1).Order());
    }

    [Fact]
    public async Task A_second_back_fill_sends_the_same_values()
    {
        static async Task<List<string>> Values()
        {
            await using var gateway = new ListeningGateway();
            await using var server = new ListeningMqttServer();
            var run = new FleetRun(Options(gateway, server, stations: 40), new RetryRules(), TextWriter.Null, new ManualTimeProvider(Now));
            await Eventually.Ends(run.Run(CancellationToken.None));
            return [.. gateway.Messages.Select(m => m.Mn + m.Cp).Order(StringComparer.Ordinal)];
        }

        var first = await Values();
        first.ShouldNotBeEmpty();
        (await Values()).ShouldBe(first);
    }

    [Fact]
    public async Task After_the_back_fill_the_devices_keep_their_rhythm_until_stopped()
    {
        await using var gateway = new ListeningGateway();
        await using var server = new ListeningMqttServer();
        var time = new ManualTimeProvider(Now);
        using var stop = new CancellationTokenSource();
        var run = new FleetRun(Options(gateway, server, stations: 8) with { Backfill = TimeSpan.FromHours(4), Once = false }, new RetryRules(), TextWriter.Null, time);
        var running = run.Run(stop.Token);
        bool IsSent(string mark) => gateway.Messages.Any(m => m.Cp.StartsWith("DataTime=" + mark, StringComparison.Ordinal));
        await Eventually.True(() => IsSent("20261121120000"));
        IsSent("20261121160000").ShouldBeFalse();
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromMinutes(10));
            return IsSent("20261121160000");
        });
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(Eventually.Ends(running));
    }

    [Fact]
    public async Task A_device_that_is_not_let_in_keeps_its_samples_and_tries_again()
    {
        await using var gateway = new ListeningGateway((_, n) => n <= 5 ? Reaction.RefuseDevice : Reaction.Acknowledge);
        await using var server = new ListeningMqttServer();
        var time = new ManualTimeProvider(Now);
        var run = new FleetRun(Options(gateway, server, stations: 5), new RetryRules(), TextWriter.Null, time);
        var running = run.Run(CancellationToken.None);
        await Eventually.True(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return running.IsCompleted;
        });
        await running;
        run.Counters.Refused.ShouldBe(5);
        run.Counters.RefusedForGood.ShouldBe(0);
        gateway.Messages.Select(m => (m.Mn, m.Cp)).Distinct().Count().ShouldBe(gateway.Messages.Count - 5);
    }

    [Fact]
    public async Task A_script_for_a_station_that_nobody_knows_is_refused()
    {
        await using var gateway = new ListeningGateway();
        await using var server = new ListeningMqttServer();
        var options = Options(gateway, server, 5) with { Script = """[{"station":"CQ999","from":"+1h","duration":"1h","set":{"w21003":"1"}}]""" };
        Should.Throw<FormatException>(() => new FleetRun(options, new RetryRules(), TextWriter.Null, TimeProvider.System)).Message.ShouldContain("CQ999");
    }

    private static FleetOptions Options(ListeningGateway gateway, ListeningMqttServer server, int? stations) => new(
        new DoorOptions(gateway.Endpoint, server.Endpoint, null, 9600, 4),
        Seed: 1,
        stations,
        Backfill: TimeSpan.FromHours(48),
        Speed: 1,
        Behind: TimeSpan.Zero,
        Script: null,
        Once: true);
}
