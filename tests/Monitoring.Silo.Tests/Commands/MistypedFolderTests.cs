using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Commands;

/// <summary>A folder that no system has used, with a store that is elsewhere: as a process of its own, for the store is named by the environment.</summary>
public sealed class MistypedFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("report", "river-chief", "--month", "2026-08", "--out", "report.xlsx")]
    [InlineData("import", "hand-samples", "samples.csv")]
    [InlineData("series")]
    public async Task Is_wrong_usage_in_one_line_and_nothing_is_made_of_it(params string[] verb)
    {
        await File.WriteAllTextAsync(folder["samples.csv"], "section,sampled_at,item,value,lab,reported_at\n鲁班岛,2026-08-03,w01019,2.0,,\n");

        var (exit, said) = await Run([.. verb, "--data", folder["mistyped"]]);

        exit.ShouldBe(2, said);
        said.TrimEnd().ShouldNotContain("\n");
        said.ShouldStartWith(verb[0] + ": ");
        said.ShouldContain("mistyped is no data folder");
        said.ShouldContain("postgresql://127.0.0.1:1/monitoring");
        Directory.Exists(folder["mistyped"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_command_on_a_database_needs_no_folder_and_one_that_a_program_has_used_is_taken()
    {
        var (exit, said) = await Run(["series"]);
        (exit, said.Contains("cannot be used", StringComparison.Ordinal)).ShouldBe((1, true), said);

        Directory.CreateDirectory(folder["used"]);
        await File.WriteAllTextAsync(Path.Combine(folder["used"], "lock"), "");
        (exit, said) = await Run(["series", "--data", folder["used"]]);
        (exit, said.Contains("cannot be used", StringComparison.Ordinal)).ShouldBe((1, true), said);
    }

    public void Dispose() => folder.Dispose();

    private async Task<(int Exit, string Said)> Run(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Monitoring.Silo.dll"), .. arguments])
        {
            WorkingDirectory = folder.Path,
            UseShellExecute = false,
            RedirectStandardError = true,
            Environment =
            {
                ["Storage__Kind"] = "postgres",
                ["Storage__Postgres__ConnectionString"] = "Host=127.0.0.1;Port=1;Database=monitoring;Username=monitoring",
            },
        };
        using var process = Process.Start(start)!;
        var said = await process.StandardError.ReadToEndAsync();
        await Eventually.Ends(process.WaitForExitAsync());
        return (process.ExitCode, said);
    }
}
