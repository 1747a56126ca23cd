using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

public sealed class SurfaceTests
{
    [Theory]
    [InlineData("GET", "/api/v1/nothing", HttpStatusCode.NotFound)]
    [InlineData("GET", "/nothing.html", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/stations/unknown", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/stations/unknown/latest", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/stations/no%20id", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/stations?limit=none", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/stations?limit=0", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/stations?cursor=zz", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/stations?cursor=00", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/stations?q=a%00b", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/stations?kind=boat", HttpStatusCode.BadRequest)]
    [InlineData("GET", "/api/v1/certificates/0000000000000000000000000000000000000000000000000000000000000000", HttpStatusCode.NotFound)]
    [InlineData("GET", "/api/v1/certificates/x", HttpStatusCode.BadRequest)]
    [InlineData("DELETE", "/api/v1/stations", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/users", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/v1/auth/token", HttpStatusCode.UnsupportedMediaType)]
    public async Task Every_failure_is_problem_details_that_say_what_to_do(string method, string path, HttpStatusCode status)
    {
        await using var system = await TestSystem.Start();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Content = method == "POST" ? new StringContent("user=admin") : null;

        using var response = await system.Client.SendAsync(request);

        response.StatusCode.ShouldBe(status);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        problem.GetProperty("status").GetInt32().ShouldBe((int)status);
        problem.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_fault_of_the_system_shows_no_stack_and_a_trace_id()
    {
        await using var system = await TestSystem.Start(services => services.AddSingleton<IIngest>(new BrokenIngest()));
        using var gateway = await system.AsGateway();

        using var response = await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(new IngestBatch("edge-1", [])));

        response.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        var text = await response.Content.ReadAsStringAsync();
        text.ShouldContain("traceId");
        text.ShouldNotContain("secret of the inside");
        text.ShouldNotContain(" at ");
    }

    [Fact]
    public async Task The_OpenAPI_document_describes_every_route_with_a_summary()
    {
        await using var system = await TestSystem.Start();

        var document = await system.Get("/openapi/v1.json");

        document.GetProperty("openapi").GetString()!.ShouldStartWith("3.");
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => (p.Name, m.Name, m.Value))).ToList();
        described.ShouldAllBe(d => d.Value.GetProperty("summary").GetString() != "");
        described.Select(d => d.Value.GetProperty("operationId").GetString()).ShouldBeUnique();
        var routes = system.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.Replace(":long", "", StringComparison.Ordinal).TrimEnd('/'))
            .Where(p => !p.Contains("openapi", StringComparison.Ordinal) && !p.Contains("*", StringComparison.Ordinal))
            .Distinct();
        routes.Except(described.Select(d => d.Item1)).ShouldBeEmpty();
        document.GetProperty("paths").GetProperty("/api/v1/ingest").GetProperty("post").GetProperty("requestBody").GetProperty("content")
            .TryGetProperty(UplinkWire.ContentType, out _).ShouldBeTrue();
    }

    [Fact]
    public async Task Ready_tells_which_parts_fail()
    {
        await using var system = await TestSystem.Start();

        (await system.Get("/health/live")).GetProperty("status").GetString().ShouldBe("live");
        (await system.Get("/health/ready")).GetProperty("status").GetString().ShouldBe("ready");
    }

    [Fact]
    public async Task Not_ready_is_503_with_the_uplink_by_name_when_the_backend_does_not_answer()
    {
        await using var system = await TestSystem.Start(services => services.AddSingleton<IIngest>(new BrokenIngest()), ("Devices:AutoRegister", "true"));
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(system.Hj212.Host, system.Hj212.Port);
        await socket.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(Hj212Frame.Of(
            "QN=20261120080001123;ST=21;CN=2011;PW=123456;MN=DEV1;Flag=5;CP=&&DataTime=20261120080000;w01009-Rtd=6.90,w01009-Flag=N&&")));

        await Eventually.True(async () => (await system.Client.GetAsync("/health/ready")).StatusCode == HttpStatusCode.ServiceUnavailable, "the failure shows");

        using var response = await system.Client.GetAsync("/health/ready");
        var failing = (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("failing").EnumerateArray().Select(f => f.GetProperty("part").GetString());
        failing.ShouldBe(["uplink"]);
    }

    [Fact]
    public async Task Metrics_are_prometheus_text_of_the_gateways_counters()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        using var response = await system.Client.GetAsync("/metrics");

        response.Content.Headers.ContentType!.ToString().ShouldStartWith("text/plain; version=0.0.4");
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain("# TYPE monitoring_gateway_spool_size_bytes gauge");
        lines.ShouldContain("monitoring_gateway_devices 0");
        lines.Where(l => l[0] != '#').ShouldAllBe(l => System.Text.RegularExpressions.Regex.IsMatch(l, """^[a-zA-Z_:][a-zA-Z0-9_:]*(\{([a-z_A-Z0-9]+="[^"]*",?)*\})? -?[0-9.eE+-]+$""", System.Text.RegularExpressions.RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5)));
    }

    [Fact]
    public async Task The_page_and_its_files_come_with_a_policy_that_runs_only_them()
    {
        await using var system = await TestSystem.Start(("Auth:Required", "true"));

        using var page = await system.Client.GetAsync("/");
        using var script = await system.Client.GetAsync("/app.js");

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        script.Content.Headers.ContentType!.MediaType.ShouldBe("text/javascript");
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("default-src 'none'");
        policy.ShouldNotContain("unsafe");
        page.Headers.GetValues("X-Content-Type-Options").Single().ShouldBe("nosniff");
        var html = await page.Content.ReadAsStringAsync();
        html.ShouldNotContain("style=");
        html.ShouldNotContain("onclick");
        html.ShouldNotContain("https://");
    }

    [Fact]
    public async Task Events_tell_of_readings_and_of_a_changed_verdict()
    {
        await using var system = await TestSystem.Start();
        using var response = await system.Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await Eventually.Ends(stream.ReadLineAsync())).ShouldBe("event: hello");

        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        var seen = new Dictionary<string, JsonElement>();
        var name = "";
        while (!seen.ContainsKey("reading") || !seen.ContainsKey("verdict-changed"))
        {
            var line = (await Eventually.Ends(stream.ReadLineAsync(), "the next event comes")).ShouldNotBeNull();
            if (line.StartsWith("event: ", StringComparison.Ordinal))
            {
                name = line["event: ".Length..];
            }
            else if (line.StartsWith("data: ", StringComparison.Ordinal))
            {
                seen[name] = JsonDocument.Parse(line["data: ".Length..]).RootElement;
            }
        }

        seen["reading"].GetProperty("stationId").GetString().ShouldBe("S1");
        seen["reading"].GetProperty("parameters").GetArrayLength().ShouldBe(5);
        seen["verdict-changed"].GetProperty("after").GetProperty("class").GetInt32().ShouldBe(2);
    }

    private sealed class BrokenIngest : IIngest
    {
        public Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken) => throw new InvalidOperationException("secret of the inside");
    }
}
