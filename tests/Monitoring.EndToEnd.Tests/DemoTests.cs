using System.Text.Json;
using Microsoft.Data.Sqlite;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>The demonstration as a visitor starts it, and what an import does to a running system.</summary>
public sealed class DemoTests
{
    private const string Unnumbered =
        "SELECT count(*) FROM readings r WHERE NOT EXISTS (SELECT 1 FROM gateway_ranges g WHERE g.gateway = r.gateway AND r.sequence BETWEEN g.first AND g.last)";

    private static readonly string[] Reasons = ["no-data", "stopped", "maintenance", "too-few-data", "flagged", "item-missing", "missing"];

    [Fact]
    public async Task The_fleet_is_judged_all_but_the_stations_that_say_why_not_and_ends_with_the_system()
    {
        Tool.Require("ps");
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"], null, "--demo");
        var about = await system.Get("api/v1/system");
        (about.GetProperty("demo").GetBoolean(), about.GetProperty("speed").GetInt32()).ShouldBe((true, 1));

        await Eventually.True(async () => await Judged(system, "water", "class") >= 540 && await Judged(system, "air", "aqi") >= 57, "540 water and 57 air stations have a verdict");

        var stations = await Stations(system, "");
        stations.Count.ShouldBe(629);
        stations.Select(s => s.GetProperty("latestVerdict")).Where(v => Text(v, "reason") is not null).ShouldAllBe(v => Reasons.Contains(Text(v, "reason")));
        stations.Count(s => Text(s, "origin") == "simulated").ShouldBe(422);
        await Eventually.True(() => system.Output.Contains("back-fill done", StringComparison.Ordinal), "the 48 hours are filled in, and the console says so");

        // Rows first, then the note of their numbers: two commits, so a batch under way is a moment ahead of its note.
        await Eventually.True(() => Rows(folder["data"], Unnumbered) == 0 && Rows(folder["data"], "SELECT count(*) FROM readings") > 80_000, "the store holds only rows with a gateway sequence");

        var simulator = await SimulatorOf(system);
        await system.Kill();
        await Eventually.True(() => !Directory.Exists($"/proc/{simulator}"), "the simulator ends with the system that started it");
    }

    [Fact]
    public async Task Speed_without_a_demonstration_is_wrong_usage()
    {
        using var folder = new TemporaryFolder();
        var (exitCode, output) = await Tool.Run("dotnet", [RunningProgram.PathOf("Monitoring.Api"), "--speed", "10", "--data", folder["data"]]);
        (exitCode, output.Contains("--demo", StringComparison.Ordinal)).ShouldBe((2, true), output);
    }

    [Fact]
    public async Task A_file_is_imported_into_a_running_system_and_a_stopped_one_and_refused_without_a_login()
    {
        using var folder = new TemporaryFolder();
        var file = folder["rows.csv"];
        await File.WriteAllTextAsync(
            file,
            "province,section,monitor_time,published_class,water_temp_c,ph,do_mg_l,conductivity_us_cm,turbidity_ntu,codmn_mg_l,nh3n_mg_l,tp_mg_l,tn_mg_l,station_status\n"
            + "四川省,鲁班岛,2026-08-21 20:00,Ⅱ,24.0,7.50,8.10,200,3.0,2.10,0.050,0.020,0.80,正常\n"
            + "四川省,鲁班岛,,--,--,--,--,--,--,--,--,--,--,停站\n");
        await using (var system = await RunningSystem.Start(folder["data"]))
        {
            (await Import(file, "--url", system.Http.AbsoluteUri, "--password-file", folder["absent"])).ExitCode.ShouldBe(1);
            (await Import(file, "--url", system.Http.AbsoluteUri, "--password", "wrong")).ExitCode.ShouldBe(1);
            (await Import(file, "--data", folder["data"])).Output.ShouldContain("in use");

            var (exitCode, output) = await Import(file, "--url", system.Http.AbsoluteUri, "--password-file", Path.Combine(folder["data"], "initial-admin-password"));

            exitCode.ShouldBe(0, output);
            output.ShouldContain("1 rows stored, 1 not taken");
            output.ShouldContain("停站: line 3");
            (await system.Latest("SC034")).GetProperty("verdict").GetProperty("class").GetInt32().ShouldBe(2);
            await system.LogIn();
            (await system.Get("api/v1/tokens")).GetProperty("items").EnumerateArray().ShouldAllBe(t => Text(t, "revokedAt") != null);
            await system.Stop();
        }

        var (again, summary) = await Import(file, "--data", folder["data"]);
        again.ShouldBe(0, summary);
        Rows(folder["data"], "SELECT count(*) FROM corrections").ShouldBe(0);
        (await Import(file, "--data", folder["data"], "--url", "http://localhost:1")).ExitCode.ShouldBe(2);
        (await Import(file, "--data", folder["mistyped"])).ExitCode.ShouldBe(1);
        Directory.Exists(folder["mistyped"]).ShouldBeFalse();
    }

    private static Task<(int ExitCode, string Output)> Import(string file, params string[] options) =>
        Tool.Run("dotnet", [RunningProgram.PathOf("Monitoring.Silo"), "import", "water-snapshot", file, .. options]);

    private static async Task<int> Judged(RunningSystem system, string kind, string answer) =>
        (await Stations(system, $"&kind={kind}")).Count(s => s.GetProperty("latestVerdict").GetProperty(answer).ValueKind is JsonValueKind.Number);

    private static async Task<List<JsonElement>> Stations(RunningSystem system, string filter) =>
        [.. (await system.Get($"api/v1/stations?limit=1000{filter}")).GetProperty("items").EnumerateArray()];

    private static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();

    private static async Task<string> SimulatorOf(RunningSystem system)
    {
        var processes = (await Tool.Run("ps", ["-eo", "pid=,args="])).Output.Split('\n');
        var own = $"{system.Hj212.Host}:{system.Hj212.Port}";
        return processes.Single(p => p.Contains("Monitoring.Simulator.dll", StringComparison.Ordinal) && p.Contains($" {own} ", StringComparison.Ordinal))
            .TrimStart().Split(' ')[0];
    }

    private static long Rows(string data, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "monitoring.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
