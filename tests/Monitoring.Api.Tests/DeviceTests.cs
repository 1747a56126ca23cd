using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Quarantine;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

public sealed class DeviceTests
{
    // HJ 212-2017 upload of MN DEV1 with PW=123456; its checksum was computed apart from the product.
    private static readonly byte[] Frame = Encoding.ASCII.GetBytes(Hj212Frame.Of("QN=20261120080001123;ST=21;CN=2011;PW=123456;MN=DEV1;Flag=5;CP=&&DataTime=20261120080000;w01009-Rtd=6.90,w01009-Flag=N&&"));

    [Fact]
    public async Task An_unknown_device_is_quarantined_with_its_bytes_and_after_one_step_its_values_are_shown()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();

        (await Send(system, "9011")).ShouldNotContain("CN=9014");
        var item = (await TestSystem.Body(await admin.GetAsync("/api/v1/quarantine"))).GetProperty("items")[0];
        item.GetProperty("reason").GetString().ShouldBe("unknown-mn");
        item.GetProperty("mn").GetString().ShouldBe("DEV1");
        (await TestSystem.Body(await admin.GetAsync("/api/v1/quarantine?limit=1"))).GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null, "nothing follows a page that is exactly full");
        var detail = await TestSystem.Body(await admin.GetAsync($"/api/v1/quarantine/{item.GetProperty("id").GetInt64()}"));
        detail.GetProperty("text").GetString()!.ShouldContain("PW=123456;MN=DEV1;");
        Convert.FromHexString(detail.GetProperty("hex").GetString()!).Length.ShouldBe(detail.GetProperty("keptBytes").GetInt32());

        using var registered = await admin.PostAsJsonAsync("/api/v1/devices", new { mn = "DEV1", password = "123456", kind = "water", stationName = "朱沱" });
        registered.StatusCode.ShouldBe(HttpStatusCode.Created);
        (await registered.Content.ReadAsStringAsync()).ShouldNotContain("123456");
        (await system.Get("/api/v1/stations/DEV1")).GetProperty("name").GetString().ShouldBe("朱沱", "listed before it delivers");

        var id = item.GetProperty("id").GetInt64();
        var replayed = await TestSystem.Body(await admin.PostAsync($"/api/v1/quarantine/{id}/replay", null));
        replayed.GetProperty("replay").GetProperty("outcome").GetString().ShouldBe("stored");
        replayed.GetProperty("replay").GetProperty("by").GetString().ShouldBe("admin");
        var rest = await TestSystem.Body(await admin.PostAsJsonAsync("/api/v1/quarantine/replay", new { reason = "unknown-mn", mn = "DEV1" }));
        rest.GetProperty("items").GetArrayLength().ShouldBe(0, "it is in already");
        (await admin.PostAsJsonAsync("/api/v1/quarantine/replay", new { reason = "because" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TestSystem.Body(await admin.PostAsync("/api/v1/quarantine/replay", null))).GetProperty("items").GetArrayLength().ShouldBe(0, "no body chooses all, and all are in");
        (await admin.PostAsync("/api/v1/quarantine/4711/replay", null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await system.Client.PostAsync($"/api/v1/quarantine/{id}/replay", null)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);

        var audited = (await TestSystem.Body(await admin.GetAsync("/api/v1/audit"))).GetProperty("items").EnumerateArray().Where(e => Text(e, "action") == "quarantine.replay");
        audited.Select(e => (Text(e, "actor"), Text(e, "subject"), Text(e, "detail"))).ShouldBe([("admin", "any reason, any device", ""), ("admin", "unknown-mn, DEV1", ""), ("admin", $"{id}", "stored")], "each replay that was asked for, the newest first");

        (await Send(system, "9014")).ShouldContain("CN=9014");
        await Eventually.True(async () => (await system.Get("/api/v1/stations/DEV1/latest")).GetProperty("parameters").GetArrayLength() == 1, "the value arrives");
        var station = await system.Get("/api/v1/stations/DEV1");
        station.GetProperty("name").GetString().ShouldBe("朱沱", "the first delivery does not enter the station anew");
        station.GetProperty("targetClass").GetInt32().ShouldBe(2);

        static string? Text(JsonElement entry, string name) => entry.GetProperty(name).GetString();
    }

    [Fact]
    public async Task A_quarantine_that_is_nearly_full_is_a_warning_of_its_health_and_a_series_of_its_metrics()
    {
        await using var system = await TestSystem.Start(("Quarantine:MaxParkedBytes", "1000"));
        (await Warnings()).ShouldBeEmpty();

        await system.Services.GetRequiredService<QuarantineStore>().Park(new ParkedRow("edge-1", 1, "DEV1", QuarantineReason.RejectedByBackend, "unknown parameter", new byte[900]), CancellationToken.None);

        var warning = (await Warnings()).ShouldHaveSingleItem();
        warning.GetProperty("part").GetString().ShouldBe("quarantine");
        warning.GetProperty("reason").GetString()!.ShouldStartWith("nearly full: 900 of 1000 bytes");
        (await system.Client.GetStringAsync("/metrics")).ShouldContain("monitoring_gateway_quarantine_parked_limit_bytes");

        async Task<List<JsonElement>> Warnings() => [.. (await system.Get("/health/ready")).GetProperty("warnings").EnumerateArray()];
    }

    [Fact]
    public async Task How_a_device_leaves_the_standard_is_set_and_kept_until_it_is_set_anew()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        var (mn, password, kind) = ("DEV2", "123456", "water");

        (await Registered(new { mn, password, kind })).ShouldBe(("standard", null));
        (await Registered(new { mn, password, kind, crc = "modbus", minuteInterval = 5 })).ShouldBe(("modbus", 5));
        (await Registered(new { mn, password = "654321", kind })).ShouldBe(("modbus", 5));
        (await Registered(new { mn, password, kind, crc = "standard", minuteInterval = 0 })).ShouldBe(("standard", null));
        (await Registered(new { mn, password, kind, dataKey = new string('3', 32) })).ShouldBe(("standard", null));
        var listed = await (await admin.GetAsync("/api/v1/devices")).Content.ReadAsStringAsync();
        listed.ShouldContain("\"hasDataKey\":true");
        listed.ShouldNotContain("3333");
        (await admin.PostAsJsonAsync("/api/v1/devices", new { mn, password, kind, dataKey = "33" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.PostAsJsonAsync("/api/v1/devices", new { mn, password, kind, crc = "guess" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await admin.PostAsJsonAsync("/api/v1/devices", new { mn, password, kind, minuteInterval = 7 })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        async Task<(string? Crc, int? Minutes)> Registered(object device)
        {
            var answer = await TestSystem.Body(await admin.PostAsJsonAsync("/api/v1/devices", device));
            var minutes = answer.GetProperty("minuteInterval");
            return (answer.GetProperty("crc").GetString(), minutes.ValueKind == JsonValueKind.Null ? null : minutes.GetInt32());
        }
    }

    [Fact]
    public async Task Devices_are_listed_by_MN_page_after_page_without_their_passwords()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        foreach (var mn in new[] { "C", "A", "B" })
        {
            using var registered = await admin.PostAsJsonAsync("/api/v1/devices", new { mn, password = "secret-of-device", kind = "air", stationId = "SITE-" + mn });
            registered.EnsureSuccessStatusCode();
        }

        var first = await TestSystem.Body(await admin.GetAsync("/api/v1/devices?limit=2"));
        var second = await TestSystem.Body(await admin.GetAsync($"/api/v1/devices?limit=2&cursor={first.GetProperty("cursor").GetString()}"));

        first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(d => d.GetProperty("mn").GetString()).ShouldBe(["A", "B", "C"]);
        first.GetRawText().ShouldNotContain("secret-of-device");
        second.GetProperty("items")[0].GetProperty("stationId").GetString().ShouldBe("SITE-C");
        (await TestSystem.Body(await admin.GetAsync("/api/v1/devices?limit=3"))).GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null, "nothing follows a page that is exactly full");
        (await admin.GetAsync("/api/v1/devices?cursor=%21%21")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("{\"mn\":\"with blank\",\"password\":\"x\",\"kind\":\"water\"}")]
    [InlineData("{\"mn\":\"\",\"password\":\"x\",\"kind\":\"water\"}")]
    [InlineData("{\"mn\":\"A\",\"password\":\"x\"}")]
    [InlineData("{\"mn\":\"A\",\"password\":\"x\",\"kind\":\"boat\"}")]
    [InlineData("{\"mn\":\"A\",\"kind\":\"water\"}")]
    [InlineData("{\"mn\":\"A\",\"password\":\"x\",\"kind\":\"water\",\"stationId\":\"a/b\"}")]
    [InlineData("null")]
    public async Task A_registration_that_cannot_work_is_refused_with_a_reason(string body)
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        using var response = await admin.PostAsync("/api/v1/devices", content);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    private static async Task<string> Send(TestSystem system, string until)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(system.Hj212.Host, system.Hj212.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Frame);
        var answer = new StringBuilder();
        var buffer = new byte[4096];
        await Eventually.True(
            async () =>
            {
                answer.Append(Encoding.ASCII.GetString(buffer, 0, await Eventually.Ends(stream.ReadAsync(buffer).AsTask(), "the answer comes")));
                return answer.ToString().Contains(until, StringComparison.Ordinal);
            },
            $"{until} comes");
        return answer.ToString();
    }
}
