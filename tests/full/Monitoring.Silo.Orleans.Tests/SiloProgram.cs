using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>The silo's program in a process of its own, in a cluster, with PostgreSQL behind it.</summary>
internal sealed class SiloProgram : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RunningProgram program;

    private SiloProgram(string connection) => program = RunningProgram.Launch(
        "Monitoring.Silo.Orleans",
        ["--data", folder.Path, "--http", "0"],
        new Dictionary<string, string>
        {
            ["Silo__Host"] = "orleans",
            ["Silo__SeedRegistry"] = "false",
            ["Silo__Orleans__ClusterId"] = "test",
            ["Silo__Orleans__Port"] = $"{FreePorts.Take(1)[0]}",
            ["Silo__Orleans__ProbeEvery"] = "00:00:02",
            ["Silo__Orleans__Grace"] = "00:00:02",
            ["Storage__Kind"] = "postgres",
            ["Storage__Postgres__ConnectionString"] = connection,
        });

    /// <summary>The key of its door.</summary>
    public string Key => File.ReadAllText(folder["silo-key"]).Trim();

    public Uri Http => new(JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllText(folder["silo-endpoints.json"]))!["http"]);

    public static async Task<SiloProgram> Start(string connection)
    {
        var silo = new SiloProgram(connection);
        await Eventually.True(() => silo.program.HasExited || silo.program.Output.Contains("ready", StringComparison.Ordinal), "the silo is ready");
        silo.program.HasExited.ShouldBeFalse(silo.program.Output);
        return silo;
    }

    public Task Kill() => program.Kill();

    public async ValueTask DisposeAsync()
    {
        await program.DisposeAsync();
        folder.Dispose();
    }
}
