using System.Globalization;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.EndToEnd.Tests.Kills;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>
/// The promise that the system stands on: whatever is killed at whatever moment, what was acknowledged to a device is in the
/// store once, nothing is there that no device sent, and means, classes and alerts are those of a run that nobody disturbed. A
/// failing run's kills are repeated (their moments only roughly) with MONITORING_KILL_SEED, which the test prints.
/// </summary>
public sealed class NothingAcknowledgedIsLostTests(ITestOutputHelper output)
{
    [Fact]
    public Task After_kills_of_the_one_process_journals_and_store_agree() => Holds(ProgramsUnderTest.One, kills: 3);

    [Fact]
    public Task After_kills_of_gateway_silo_and_API_journals_and_store_agree() => Holds(ProgramsUnderTest.Three, kills: 8);

    [Fact]
    [Trait("Length", "long")]
    public Task After_200_kills_of_gateway_silo_and_API_journals_and_store_agree() => Holds(ProgramsUnderTest.Three, kills: 200);

    private async Task Holds(Func<TemporaryFolder, PtyPair, Task<ProgramsUnderTest>> start, int kills)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("MONITORING_KILL_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"MONITORING_KILL_SEED={seed}");
        int[] sent;
        List<string> disturbed;
        using (var folder = new TemporaryFolder())
        {
            using var line = await PtyPair.Open(folder);
            await using var programs = await start(folder, line);
            await using var replay = await Replay.Begin(programs, line);
            var run = new KillRun(programs, replay, new Random(seed), output);
            try
            {
                await run.Run(kills);
                await replay.Finish(programs);
            }
            catch (Exception e)
            {
                output.WriteLine($"{e.Message}\n{replay}\n{programs}");
                throw;
            }

            output.WriteLine($"{run.WithMessagesOutstanding} of {run.Kills} kills with messages outstanding, {replay.Sent} messages");
            (run.WithMessagesOutstanding * 2).ShouldBeGreaterThanOrEqualTo(run.Kills, "a kill with nothing in flight shows little");
            var stored = StoreContent.ValuesOf(programs.Store, Upload.Parameter);
            stored.Select(s => s.Key).ShouldBe(replay.Devices.Select(d => d.Mn), ignoreOrder: true);
            foreach (var device in replay.Devices)
            {
                ShouldAgree(device, [.. stored[device.Mn]]);
            }

            sent = [.. replay.Devices.Select(d => d.Journal.Sent)];
            disturbed = StoreContent.Of(programs.Store);
        }

        ShouldBeSame(disturbed, await Undisturbed(sent));
    }

    // Every message was acknowledged in the end, so both directions are one comparison: the same versions, no more, no fewer.
    private static void ShouldAgree(Device device, List<StoredValue> stored)
    {
        var expected = Enumerable.Range(0, device.Journal.Sent).Select(i => new Upload(device.Mn, i))
            .GroupBy(u => u.SampledAt)
            .SelectMany(same => same.Select(u => new StoredValue(new DateTimeOffset(u.SampledAt, TimeSpan.FromHours(8)), u.Value, u.SentAt == same.Max(s => s.SentAt))))
            .ToList();
        stored.Count.ShouldBe(expected.Count, $"{device.Mn}: each version once");
        expected.Except(stored).Take(5).ShouldBeEmpty($"{device.Mn}: acknowledged and not stored");
        stored.Except(expected).Take(5).ShouldBeEmpty($"{device.Mn}: stored and not sent");
    }

    private static async Task<List<string>> Undisturbed(int[] sent)
    {
        using var folder = new TemporaryFolder();
        using var line = await PtyPair.Open(folder);
        await using var programs = await ProgramsUnderTest.One(folder, line);
        await using var replay = await Replay.Begin(programs, line);
        foreach (var (device, count) in replay.Devices.Zip(sent))
        {
            device.Allow(count);
        }

        await replay.Finish(programs);
        return StoreContent.Of(programs.Store);
    }

    private static void ShouldBeSame(List<string> disturbed, List<string> undisturbed)
    {
        disturbed.Except(undisturbed, StringComparer.Ordinal).Take(5).ShouldBeEmpty("only after the kills");
        undisturbed.Except(disturbed, StringComparer.Ordinal).Take(5).ShouldBeEmpty("only in the run that nobody disturbed");
        disturbed.Count.ShouldBe(undisturbed.Count);
    }
}
