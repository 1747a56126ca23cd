using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Api.Tests.Alerts;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>An API beside a silo of its own: one store, one owner of the stations, each away without the other.</summary>
public sealed class BesideSiloTests : IAsyncLifetime
{
    private const string ClassTwo = "w01001-Rtd=7.82;w01009-Rtd=6.90;w01019-Rtd=2.60;w21003-Rtd=0.210;w21011-Rtd=0.060";
    private static readonly Telemetry Sampled = Sample.Water("RIVER", Sample.SampledAt, Sample.ClassTwo);

    private RunningSilo silo = null!;
    private TestSystem api = null!;

    public async ValueTask InitializeAsync()
    {
        silo = await RunningSilo.Start();
        api = await silo.StartApi();
    }

    public async ValueTask DisposeAsync()
    {
        await api.DisposeAsync();
        await silo.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reading_walks_from_a_device_to_the_page_and_its_listeners(bool isDeliveredThroughTheApi)
    {
        using var token = await api.AsGateway();
        await using var listener = await EventListener.Connect(api.Client);
        await using var edge = await EdgeGateway.Start(
            isDeliveredThroughTheApi ? api.Client.BaseAddress! : silo.Url, token.DefaultRequestHeaders.Authorization!.Parameter!);

        await edge.Upload("EDGE0001", ("20261120080000", ClassTwo));

        (await listener.Next()).EventType.ShouldBe("reading");
        var verdict = await listener.Next();
        verdict.EventType.ShouldBe("verdict-changed");
        var heard = JsonDocument.Parse(verdict.Data).RootElement.GetProperty("after");
        var latest = await api.Get("/api/v1/stations/EDGE0001/latest");
        latest.GetProperty("parameters").GetArrayLength().ShouldBe(5);
        latest.GetProperty("verdict").GetProperty("class").GetInt32().ShouldBe(2);
        heard.GetRawText().ShouldBe(latest.GetProperty("verdict").GetRawText());
        await Eventually.True(() => edge.Spool.PendingRows == 0, "the receipt has come");
    }

    [Fact]
    public async Task While_the_silo_is_away_queries_and_accounts_go_on_changes_wait_and_its_return_restarts_nobody()
    {
        await api.Deliver(Sampled);
        using var admin = await api.As();
        using var gateway = await api.AsGateway();
        await Failing([]);

        await silo.Stop();

        await Failing(["silo"]);
        (await api.Get("/api/v1/stations/RIVER/latest")).GetProperty("verdict").GetProperty("class").GetInt32().ShouldBe(2);
        (await admin.PostAsJsonAsync("/api/v1/users", new { user = "meanwhile", password = "long enough 1", roles = new[] { "officer" } })).StatusCode.ShouldBe(HttpStatusCode.Created);
        await ShouldBeAway(await admin.PutAsJsonAsync("/api/v1/stations/RIVER", new { targetClass = 3 }));
        await ShouldBeAway(await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(new IngestBatch("edge-1", [new SequencedTelemetry(2, Sampled)]))));

        await silo.Start();

        await Eventually.True(async () => (await api.Client.GetAsync("/health/ready")).IsSuccessStatusCode, "the API finds its silo again");
        (await admin.PutAsJsonAsync("/api/v1/stations/RIVER", new { targetClass = 3 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        await api.Deliver(Sample.Water("RIVER", Sample.SampledAt.AddHours(4), Sample.ClassTwo));
    }

    [Fact]
    public async Task A_target_changed_at_the_API_judges_the_very_next_batch()
    {
        await api.Deliver(Sampled);
        using var admin = await api.As();
        (await Target()).ShouldBe(2);

        using var changed = await admin.PutAsJsonAsync("/api/v1/stations/RIVER", new { targets = new[] { new { basis = "assessment", @class = 4 } } });
        changed.EnsureSuccessStatusCode();
        await api.Deliver(Sample.Water("RIVER", Sample.SampledAt.AddHours(4), Sample.ClassTwo));

        (await Target()).ShouldBe(4);

        async Task<int> Target() => (await api.Get("/api/v1/stations/RIVER/latest")).GetProperty("verdict").GetProperty("targetClass").GetInt32();
    }

    [Fact]
    public async Task What_officers_do_to_an_alert_goes_through_its_owner_and_to_the_listeners()
    {
        await using var listener = await EventListener.Connect(api.Client);
        var alert = await Raise(listener);
        using var admin = await api.As();

        using var done = await admin.PostAsJsonAsync($"/api/v1/alerts/{alert}/acknowledge", new { note = "on the way", province = "CQ" });
        var again = await admin.PostAsJsonAsync($"/api/v1/alerts/{alert}/acknowledge", new { });
        var unknown = await admin.PostAsJsonAsync("/api/v1/alerts/nothing/acknowledge", new { });

        (await TestSystem.Body(done)).GetProperty("state").GetString().ShouldBe("acknowledged");
        (await listener.NextAlert()).Alert.GetProperty("state").GetString().ShouldBe("acknowledged");
        again.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        unknown.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.GetStringAsync("/api/v1/audit")).ShouldContain("alert.acknowledged");
    }

    [Fact]
    public async Task A_listener_hears_that_it_missed_something_when_the_silo_restarts_and_gets_every_alert()
    {
        await using var listener = await EventListener.Connect(api.Client);
        await silo.Stop();
        await silo.Start();

        List<string> heard = [];
        while (heard.LastOrDefault() != "missed")
        {
            heard.Add((await listener.Next()).EventType);
        }

        await Eventually.True(async () => (await api.Client.GetAsync("/health/ready")).IsSuccessStatusCode, "the API finds its silo again");
        (await Raise(listener)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task An_API_may_be_started_before_its_silo()
    {
        await using var late = await RunningSilo.Start();
        await late.Stop();
        File.Delete(Path.Combine(late.Data, "monitoring.db"));

        var starting = late.StartApi();
        await late.Start();

        await using var started = await Eventually.Ends(starting, "the API finds the store");
        (await started.Get("/api/v1/stations")).GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task It_says_which_stations_are_silent_also_when_it_came_later()
    {
        var clock = new ManualTimeProvider(Sample.SampledAt.AddHours(1));
        await using var own = await RunningSilo.Start(services => services.AddSingleton<TimeProvider>(clock));
        await using (var first = await own.StartApi())
        {
            await first.Deliver(Sampled);
            (await IsSilent(first)).ShouldBeFalse();
            clock.Advance(TimeSpan.FromHours(9));
            await Eventually.True(() => IsSilent(first), "the silo tells that it fell silent");
        }

        await using var second = await own.StartApi();
        await Eventually.True(() => IsSilent(second), "the silo says so to whoever comes later");

        async Task<bool> IsSilent(TestSystem system) => (await system.Get("/api/v1/stations/RIVER/latest")).GetProperty("silent").GetBoolean();
    }

    [Fact]
    public async Task Without_a_gateway_devices_and_quarantine_say_where_they_are()
    {
        using var admin = await api.As();

        foreach (var path in new[] { "/api/v1/devices", "/api/v1/quarantine", "/api/v1/quarantine/1" })
        {
            using var response = await admin.GetAsync(path);
            response.StatusCode.ShouldBe(HttpStatusCode.NotImplemented);
            (await response.Content.ReadAsStringAsync()).ShouldContain("gateway");
        }

        (await api.Get("/api/v1/system")).GetProperty("hj212").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    private async Task<string> Raise(EventListener listener)
    {
        var begin = ChinaTime.StartOfHour(TimeProvider.System.GetUtcNow()).AddHours(-8);
        await api.Deliver(Bad(begin), Bad(begin.AddHours(4)));
        return (await listener.NextAlert()).Alert.GetProperty("id").GetString()!;

        static Telemetry Bad(DateTimeOffset at) => Sample.Water("BAD", at, [.. Sample.ClassTwo.Where(v => v.Code != "w21003"), ("w21003", "0.810", "mg/L")]);
    }

    private async Task Failing(string[] parts) => await Eventually.True(
        async () =>
        {
            using var answer = await api.Client.GetAsync("/health/ready");
            var failing = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("failing").EnumerateArray().Select(f => f.GetProperty("part").GetString()!);
            return failing.SequenceEqual(parts) && answer.IsSuccessStatusCode == (parts.Length == 0);
        },
        $"failing: {string.Join(", ", parts)}");

    private static async Task ShouldBeAway(HttpResponseMessage response)
    {
        response.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadAsStringAsync()).ShouldContain("silo");
        response.Dispose();
    }
}
