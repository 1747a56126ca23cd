using System.Diagnostics;

namespace Monitoring.Fuzz.Tests;

/// <summary>Ten minutes for every target, a process each, as <c>dotnet run --project tests/Monitoring.Fuzz</c> does.</summary>
[Trait("Length", "long")]
public sealed class LongFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Ten_minutes_of_every_target_find_nothing_and_keep_the_heap()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(FuzzRun).Assembly.Location, "--minutes", "10"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var fuzz = Process.Start(start)!;
        while (await fuzz.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            output.WriteLine(line);
        }

        await fuzz.WaitForExitAsync(TestContext.Current.CancellationToken);

        fuzz.ExitCode.ShouldBe(0, "the findings stand above");
    }
}
