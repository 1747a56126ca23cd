using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>The library's page, behind the API's own doors.</summary>
public sealed class DashboardTests(ClusterDatabase database) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("orleans/", "Orleans Dashboard")]
    [InlineData("orleans/DashboardCounters", "hosts")]
    public async Task Is_for_who_runs_the_system_alone(string path, string shown)
    {
        await using var api = RunningProgram.Launch("Monitoring.Api", ["--data", folder.Path, "--http", "0", "--no-gateway"], new Dictionary<string, string>
        {
            ["Silo__Host"] = "orleans",
            ["Silo__SeedRegistry"] = "false",
            ["Silo__Orleans__Port"] = $"{FreePorts.Take(1)[0]}",
            ["Storage__Kind"] = "postgres",
            ["Storage__Postgres__ConnectionString"] = await database.CreateDatabase(),
        });
        await Eventually.True(() => api.HasExited || api.Output.Contains("ready", StringComparison.Ordinal), "the API is ready");
        api.HasExited.ShouldBeFalse(api.Output);
        var endpoints = JsonSerializer.Deserialize<Dictionary<string, string>>(await File.ReadAllTextAsync(folder["endpoints.json"]))!;
        using var door = new HttpClient { BaseAddress = new Uri(endpoints["http"]) };

        (await door.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        door.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await LogIn(door));
        (await door.GetStringAsync(path)).ShouldContain(shown);
    }

    public void Dispose() => folder.Dispose();

    private async Task<string> LogIn(HttpClient door)
    {
        var password = (await File.ReadAllTextAsync(folder["initial-admin-password"])).Trim();
        using var response = await door.PostAsJsonAsync("api/v1/auth/token", new { user = "admin", password });
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
