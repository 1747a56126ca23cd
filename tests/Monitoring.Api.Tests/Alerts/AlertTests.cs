using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Alerts;

/// <summary>The alert's life over the real doors: TCP in, server-sent events and HTTP out.</summary>
public sealed class AlertTests : IAsyncLifetime
{
    /// <summary>The time of the first of the four-hourly values; the last lie in the past hours.</summary>
    private readonly DateTimeOffset begin = ChinaTime.StartOfHour(TimeProvider.System.GetUtcNow()).AddHours(-40);

    private TestSystem system = null!;
    private HttpClient admin = null!;

    public async ValueTask InitializeAsync()
    {
        system = await TestSystem.Start(("Devices:AutoRegister", "true"));
        admin = await system.As();
    }

    public async ValueTask DisposeAsync()
    {
        admin.Dispose();
        await system.DisposeAsync();
    }

    [Fact]
    public async Task Two_bad_values_running_are_one_alert_on_the_stream_and_in_the_list()
    {
        await using var listener = await EventListener.Connect(system.Client);
        await Measure(0, "0.61");
        await Measure(1, "0.810");

        var (_, heard) = await listener.NextAlert();
        var listed = (await List("state=active")).ShouldHaveSingleItem();

        heard.GetRawText().ShouldBe(listed.GetRawText());
        Text(listed, "state").ShouldBe("active");
        Text(listed, "level").ShouldBe("blue");
        Text(listed, "kind").ShouldBe("section-above-target");
        Text(listed, "stationId").ShouldBe("ALERT0001");
        Text(listed, "parameter").ShouldBe("w21003");
        Text(listed, "parameterName").ShouldBe("氨氮");
        listed.GetProperty("value").GetRawText().ShouldBe("0.810");
        listed.GetProperty("limit").GetRawText().ShouldBe("0.5");
        listed.GetProperty("multiple").GetRawText().ShouldBe("0.62");
        listed.GetProperty("startedAt").GetDateTimeOffset().ShouldBe(begin);
        listed.GetProperty("acknowledgements").GetArrayLength().ShouldBe(0);
        listed.GetProperty("assignee").ValueKind.ShouldBe(JsonValueKind.Null);
        listed.GetProperty("partners").GetArrayLength().ShouldBe(0);
        (await system.Client.GetAsync($"/api/v1/certificates/{Text(listed, "certificateId")}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await List("state=active&province=SC")).ShouldBeEmpty();
    }

    [Fact]
    public async Task It_is_acknowledged_with_a_login_and_resolved_when_the_cause_ends()
    {
        var id = await Raise();
        await using var listener = await EventListener.Connect(system.Client);

        (await Act(id, "acknowledge", who: system.Client)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        var answer = await Act(id, "acknowledge", new { note = "on the way", province = "CQ" });
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);

        var (_, acknowledged) = await listener.NextAlert();
        Text(acknowledged, "state").ShouldBe("acknowledged");
        var by = acknowledged.GetProperty("acknowledgements")[0];
        (Text(by, "by"), Text(by, "province"), Text(by, "note")).ShouldBe(("admin", "CQ", "on the way"));

        await Measure(2, "0.30");
        await Measure(3, "0.30");
        var (_, resolved) = await listener.NextAlert();
        Text(resolved, "state").ShouldBe("resolved");
        resolved.GetProperty("resolvedAt").GetDateTimeOffset().ShouldBe(begin.AddHours(12));

        var late = await Act(id, "acknowledge");
        late.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        late.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task A_restart_keeps_all_and_a_listener_resumes_where_it_left()
    {
        var id = await Raise();
        var last = (await (await EventListener.Connect(system.Client, "0")).NextAlert()).Id;
        await Act(id, "acknowledge", new { note = "seen" });
        await Act(id, "comment", new { note = "boat is out" });
        await Act(id, "assign", new { assignee = "admin" });
        await Act(id, "hand-over", new { to = "SC" });
        var before = await One(id);

        await system.Restart();

        (await One(id)).GetRawText().ShouldBe(before.GetRawText());
        before.GetProperty("timeline").EnumerateArray().Select(e => Text(e, "action")).ShouldBe(["raised", "acknowledged", "commented", "assigned", "handed-over"]);
        before.GetProperty("partners").EnumerateArray().Select(p => p.GetString()).ShouldBe(["SC"]);
        await using var back = await EventListener.Connect(system.Client, last);
        Text((await back.NextAlert()).Alert, "state").ShouldBe("acknowledged");

        await Measure(2, "0.90");
        Text((await back.NextAlert()).Alert, "level").ShouldBe("yellow");
    }

    [Fact]
    public async Task A_stream_ends_at_once_when_the_system_stops()
    {
        await using var listener = await EventListener.Connect(admin);

        var restarted = system.Restart();

        await listener.End();
        await Eventually.Ends(restarted);
    }

    [Fact]
    public async Task Only_officers_and_admins_deal_with_alerts()
    {
        var id = await Raise();
        foreach (var (role, expected) in new[] { ("reader", HttpStatusCode.Forbidden), ("technician", HttpStatusCode.Forbidden), ("officer", HttpStatusCode.OK) })
        {
            using var person = await system.AsNew(role);
            (await Act(id, "acknowledge", who: person)).StatusCode.ShouldBe(expected);
        }
    }

    [Fact]
    public async Task What_makes_no_sense_is_refused_with_a_reason()
    {
        var id = await Raise();
        (await Act("0-0", "acknowledge")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Act(id, "comment", new { note = " " })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Act(id, "comment", new { note = new string('x', 2001) })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Act(id, "acknowledge", new { province = "XX" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Act(id, "assign", new { assignee = "nobody" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Act(id, "hand-over", new { to = "" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await system.Client.GetAsync("/api/v1/alerts?state=odd")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await system.Client.GetAsync("/api/v1/alerts?cursor=odd")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await Act(id, "close")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await Act(id, "close")).StatusCode.ShouldBe(HttpStatusCode.Conflict);
        Text((await List("state=closed")).ShouldHaveSingleItem(), "id").ShouldBe(id);
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private async Task<string> Raise()
    {
        await Measure(0, "0.61");
        await Measure(1, "0.81");
        await Eventually.True(async () => (await List("state=active")).Length == 1);
        return Text((await List("state=active"))[0], "id")!;
    }

    private async Task<JsonElement> One(string id) => await system.Get($"/api/v1/alerts/{id}");

    private async Task<JsonElement[]> List(string query) => [.. (await system.Get($"/api/v1/alerts?{query}")).GetProperty("items").EnumerateArray()];

    private Task<HttpResponseMessage> Act(string id, string action, object? body = null, HttpClient? who = null) =>
        (who ?? admin).PostAsJsonAsync($"/api/v1/alerts/{id}/{action}", body ?? new { });

    /// <summary>Sends the n-th value of ammonia nitrogen as a device does and waits for the answer.</summary>
    private async Task Measure(int position, string ammonia)
    {
        var at = begin.AddHours(4 * position).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
        var frame = Hj212Frame.Of($"QN={at}000;ST=21;CN=2011;PW=123456;MN=ALERT0001;Flag=5;CP=&&DataTime={at};w21003-Rtd={ammonia},w21003-Flag=N&&");
        using var line = new TcpClient();
        await line.ConnectAsync(system.Hj212.Host, system.Hj212.Port);
        await line.GetStream().WriteAsync(Encoding.ASCII.GetBytes(frame));
        using var reader = new StreamReader(line.GetStream(), Encoding.ASCII);
        (await Eventually.Ends(reader.ReadLineAsync())).ShouldNotBeNull().ShouldContain("CN=9014");
    }
}
