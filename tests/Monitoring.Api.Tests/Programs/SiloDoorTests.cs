using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>The door of a silo of its own: who comes in, and what it says of itself.</summary>
public sealed class SiloDoorTests : IAsyncLifetime
{
    private static readonly IngestBatch OneMessage = new("edge-1", [new SequencedTelemetry(1, Sample.Water("RIVER", Sample.SampledAt, Sample.ClassTwo))]);

    private RunningSilo silo = null!;

    public async ValueTask InitializeAsync() => silo = await RunningSilo.Start();

    public async ValueTask DisposeAsync() => await silo.DisposeAsync();

    [Fact]
    public async Task A_gateways_token_delivers_and_opens_nothing_else()
    {
        await using var api = await silo.StartApi();
        using var admin = await api.As();
        using var gateway = await api.AsGateway();
        var token = gateway.DefaultRequestHeaders.Authorization!.Parameter!;

        (await Deliver(token)).ShouldBe(HttpStatusCode.OK);
        (await Listen(token)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Deliver(admin.DefaultRequestHeaders.Authorization!.Parameter!)).ShouldBe(HttpStatusCode.Unauthorized);
        (await Deliver("")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Deliver(silo.Key)).ShouldBe(HttpStatusCode.OK);
        (await Deliver(silo.Key + "x")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Listen(silo.Key)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Its_health_and_metrics_are_open_on_this_machine()
    {
        using var client = new HttpClient();

        using var ready = JsonDocument.Parse(await client.GetStringAsync(new Uri(silo.Url, "/health/ready")));
        ready.RootElement.GetProperty("status").GetString().ShouldBe("ready");
        (await client.GetStringAsync(new Uri(silo.Url, "/metrics"))).ShouldContain("# TYPE");
    }

    [Fact]
    public async Task The_key_is_readable_by_the_owner_of_the_folder_alone_and_survives_a_restart()
    {
        var key = silo.Key;
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(silo.Data, "silo-key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        await silo.Stop();
        await silo.Start();

        silo.Key.ShouldBe(key);
    }

    [Fact]
    public async Task Its_address_stands_in_the_folder_while_it_runs()
    {
        var file = Path.Combine(silo.Data, "silo-endpoints.json");
        JsonDocument.Parse(await File.ReadAllTextAsync(file)).RootElement.GetProperty("http").GetString().ShouldBe(silo.Url.GetLeftPart(UriPartial.Authority));

        await silo.Stop();

        File.Exists(file).ShouldBeFalse();
    }

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("0.0.0.0", true)]
    public async Task A_door_beyond_this_machine_says_at_its_start_that_key_and_tokens_travel_in_clear(string listen, bool says)
    {
        using var folder = new TemporaryFolder();
        using var output = new StringWriter();
        var keys = new Dictionary<string, string?> { [ServedSilo.DataKey] = folder["data"], [ServedSilo.HttpKey] = "0", [ServedSilo.ListenKey] = listen, ["Silo:SeedRegistry"] = "false" };

        await using var open = await ServedSilo.Start(keys, output);

        output.ToString().Contains("in clear", StringComparison.Ordinal).ShouldBe(says);
    }

    [Fact]
    public async Task A_second_owner_of_the_stations_does_not_start_whether_alone_or_inside_an_API()
    {
        var keys = new Dictionary<string, string?> { [ServedSilo.DataKey] = silo.Data, [ServedSilo.HttpKey] = "0" };

        (await Should.ThrowAsync<StartFailure>(() => ServedSilo.Start(keys, TextWriter.Null))).Message.ShouldContain("--data");
        (await Should.ThrowAsync<StartFailure>(() => TestSystem.Start(("Serve:Data", silo.Data)))).Message.ShouldContain("in use");
        File.Exists(Path.Combine(silo.Data, "silo-endpoints.json")).ShouldBeTrue("its owner still listens there");
    }

    private async Task<HttpStatusCode> Deliver(string token)
    {
        using var client = With(token);
        using var response = await client.PostAsync(new Uri(silo.Url, "/api/v1/ingest"), TestSystem.Batch(OneMessage));
        return response.StatusCode;
    }

    private async Task<HttpStatusCode> Listen(string token)
    {
        using var client = With(token);
        using var response = await client.GetAsync(new Uri(silo.Url, "/silo/v1/feed"), HttpCompletionOption.ResponseHeadersRead);
        return response.StatusCode;
    }

    private static HttpClient With(string token) => new()
    {
        Timeout = Eventually.Deadline,
        DefaultRequestHeaders = { Authorization = token.Length == 0 ? null : new AuthenticationHeaderValue("Bearer", token) },
    };
}
