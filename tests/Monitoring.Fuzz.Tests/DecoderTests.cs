using System.Globalization;

namespace Monitoring.Fuzz.Tests;

/// <summary>
/// The short form of the fuzz runs: another seed each time, a number of inputs instead of a time. A finding is repeated
/// with MONITORING_FUZZ_SEED, which every test prints.
/// </summary>
public sealed class DecoderTests(ITestOutputHelper output)
{
    public static TheoryData<string> Targets => [.. FuzzTargets.Names];

    [Theory]
    [MemberData(nameof(Targets))]
    public async Task Mutated_input_is_answered_and_every_demanded_outcome_is_reached(string name)
    {
        var seed = ulong.TryParse(Environment.GetEnvironmentVariable("MONITORING_FUZZ_SEED"), CultureInfo.InvariantCulture, out var given) ? given : (ulong)Random.Shared.NextInt64();
        await using var target = FuzzTargets.Find(name)!;
        await target.Start();

        var report = await new FuzzRun(target, seed, Findings.Folder).Count(target.ShortRuns);

        output.WriteLine($"MONITORING_FUZZ_SEED={seed}\n{report}");
        report.Verdict(target.Demanded).ShouldBeNull($"MONITORING_FUZZ_SEED={seed}");
    }
}
