using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts;

namespace Monitoring.Api.Tests;

public sealed class StationTests
{
    [Fact]
    public async Task A_delivered_batch_shows_as_latest_values_with_unit_flag_both_times_and_class()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        var latest = await system.Get("/api/v1/stations/S1/latest");

        latest.GetProperty("stationId").GetString().ShouldBe("S1");
        var oxygen = latest.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("code").GetString() == "w01009");
        oxygen.GetProperty("value").GetRawText().ShouldBe("6.90", "the device's own digits");
        oxygen.GetProperty("text").GetString().ShouldBe("6.90");
        oxygen.GetProperty("unit").GetString().ShouldBe("mg/L");
        oxygen.GetProperty("flag").GetString().ShouldBe("N");
        oxygen.GetProperty("name").GetString().ShouldBe("溶解氧");
        oxygen.GetProperty("sampledAt").GetRawText().ShouldBe("\"2026-11-20T08:00:00+08:00\"");
        oxygen.GetProperty("gatewayReceivedAt").GetString().ShouldBe("2026-11-20T08:00:03+08:00");
        oxygen.GetProperty("receivedAt").GetString()!.ShouldEndWith("+08:00");
        var verdict = latest.GetProperty("verdict");
        verdict.GetProperty("class").GetInt32().ShouldBe(2);
        verdict.GetProperty("classText").GetString().ShouldBe("II");
        verdict.GetProperty("targetClass").GetInt32().ShouldBe(2);
        verdict.GetProperty("met").GetBoolean().ShouldBeTrue();
        verdict.GetProperty("standard").GetString().ShouldBe("GB 3838-2002");
        verdict.GetProperty("reason").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_text_that_is_no_number_is_shown_as_text_with_a_null_value()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, ("w01009", "NaN", "mg/L"), ("w21003", "0.025L", "mg/L")));

        var values = (await system.Get("/api/v1/stations/S1/latest")).GetProperty("parameters").EnumerateArray().ToDictionary(p => p.GetProperty("code").GetString()!);

        values["w01009"].GetProperty("value").ValueKind.ShouldBe(JsonValueKind.Null);
        values["w01009"].GetProperty("text").GetString().ShouldBe("NaN");
        values["w21003"].GetProperty("text").GetString().ShouldBe("0.025L", "below the detection limit is more than a number");
    }

    [Fact]
    public async Task The_list_has_every_promised_member()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        var list = await system.Get("/api/v1/stations");

        list.GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        var members = list.GetProperty("items")[0].EnumerateObject().Select(p => p.Name).ToHashSet();
        string[] promised =
        [
            "id", "mn", "sectionId", "sectionName", "name", "nameEn", "kind", "role", "level", "origin", "waterBody", "province", "responsible", "receives",
            "districtCode", "river", "mainStem", "lon", "lat", "targets", "targetClass", "isTransboundary", "latestVerdict",
        ];
        promised.Except(members).ShouldBeEmpty();
        list.GetProperty("items")[0].GetProperty("kind").GetString().ShouldBe("water");
        list.GetProperty("items")[0].GetProperty("role").GetString().ShouldBe("section");
        list.GetProperty("items")[0].GetProperty("latestVerdict").GetProperty("class").GetInt32().ShouldBe(2);
    }

    [Fact]
    public async Task The_list_goes_on_at_its_cursor_without_repeating_or_skipping()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver([.. Enumerable.Range(1, 5).Select(i => Sample.Water($"S{i}", Sample.SampledAt, Sample.ClassTwo))]);

        var ids = new List<string>();
        string? cursor = null;
        do
        {
            var page = await system.Get($"/api/v1/stations?limit=2{(cursor is null ? "" : $"&cursor={Uri.EscapeDataString(cursor)}")}");
            ids.AddRange(page.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("id").GetString()!));
            cursor = page.GetProperty("cursor").GetString();
        }
        while (cursor is not null);

        ids.ShouldBe(["S1", "S2", "S3", "S4", "S5"]);
    }

    [Theory]
    [InlineData("kind=air", 0)]
    [InlineData("kind=water", 1)]
    [InlineData("q=mn-s1", 1)]
    [InlineData("q=nothing", 0)]
    [InlineData("province=CQ", 0)]
    public async Task Filters_leave_what_matches(string filter, int expected)
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        (await system.Get($"/api/v1/stations?{filter}")).GetProperty("items").GetArrayLength().ShouldBe(expected);
    }

    [Fact]
    public async Task The_certificate_of_a_verdict_is_a_document_whose_hash_is_its_id()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        var id = (await system.Get("/api/v1/stations/S1")).GetProperty("latestVerdict").GetProperty("certificateId").GetString()!;

        var document = await system.Client.GetByteArrayAsync($"/api/v1/certificates/{id}");
        using var download = await system.Client.GetAsync($"/api/v1/certificates/{id}?download");

        Convert.ToHexStringLower(SHA256.HashData(document)).ShouldBe(id);
        download.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        download.Content.Headers.ContentType!.MediaType.ShouldBe("application/json");
    }

    [Fact]
    public async Task Readings_come_raw_with_their_corrections_and_as_hours_and_days()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(
            Sample.Water("S1", Sample.SampledAt, ("w01009", "6.90", "mg/L")),
            Sample.Water("S1", Sample.SampledAt.AddMinutes(30), ("w01009", "7.10", "mg/L")),
            Sample.Water("S1", Sample.SampledAt, ("w01009", "6.50", "mg/L")) with { SentAt = Sample.SampledAt.AddHours(1) });
        const string range = "parameter=w01009&from=2026-11-20T00:00:00%2B08:00&to=2026-11-21T00:00:00+08:00";

        var raw = (await system.Get($"/api/v1/stations/S1/readings?{range}")).GetProperty("items");
        var hour = (await system.Get($"/api/v1/stations/S1/readings?{range}&resolution=hour")).GetProperty("items");
        var day = (await system.Get($"/api/v1/stations/S1/readings?{range}&resolution=day")).GetProperty("items");

        raw.EnumerateArray().Select(r => r.GetProperty("value").GetRawText()).ShouldBe(["6.50", "7.10"]);
        raw[0].GetProperty("superseded")[0].GetProperty("value").GetRawText().ShouldBe("6.90");
        raw[0].GetProperty("approval").GetString().ShouldBe("provisional");
        hour[0].GetProperty("value").GetDecimal().ShouldBe(6.8m);
        hour[0].GetProperty("min").GetDecimal().ShouldBe(6.50m);
        hour[0].GetProperty("max").GetDecimal().ShouldBe(7.10m);
        day[0].GetProperty("sampledAt").GetString().ShouldBe("2026-11-20T00:00:00+08:00");
        day[0].GetProperty("completeness").GetDecimal().ShouldBeInRange(0, 1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("parameter=w-01")]
    [InlineData("parameter=w01009&from=yesterday")]
    [InlineData("parameter=w01009&from=2026-11-02&to=2026-11-01")]
    [InlineData("parameter=w01009&from=2026-01-01&to=2026-11-01")]
    [InlineData("parameter=w01009&resolution=second")]
    [InlineData("parameter=w01009&limit=100000")]
    [InlineData("parameter=w01009&cursor=made-up")]
    public async Task A_question_for_readings_that_cannot_be_answered_says_why(string query)
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));

        using var response = await system.Client.GetAsync($"/api/v1/stations/S1/readings?{query}");

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_officer_sets_a_target_from_today_on_and_it_is_audited()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        using var admin = await system.As();

        using var changed = await admin.PutAsJsonAsync("/api/v1/stations/S1", new { name = "朱沱", river = "长江", province = "CQ", targetClass = 3 });

        var station = await TestSystem.Body(changed);
        station.GetProperty("targetClass").GetInt32().ShouldBe(3);
        station.GetProperty("river").GetString().ShouldBe("长江");
        var targets = station.GetProperty("targets").EnumerateArray().ToList();
        targets.Count.ShouldBe(2, "what was demanded until today stays on record");
        targets[0].GetProperty("class").GetInt32().ShouldBe(2);
        targets[0].GetProperty("to").GetString().ShouldBe(targets[1].GetProperty("from").GetString());
        (await system.Get("/api/v1/stations?river=长江&province=CQ")).GetProperty("items").GetArrayLength().ShouldBe(1);
        var audit = (await TestSystem.Body(await admin.GetAsync("/api/v1/audit"))).GetProperty("items")[0];
        audit.GetProperty("action").GetString().ShouldBe("station.change");
        audit.GetProperty("actor").GetString().ShouldBe("admin");
        audit.GetProperty("detail").GetString()!.ShouldContain("长江");
    }

    [Fact]
    public async Task After_a_change_of_target_the_next_sample_is_judged_against_it()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        using var admin = await system.As();
        using var changed = await admin.PutAsJsonAsync("/api/v1/stations/S1", new { targets = new[] { new { basis = "assessment", @class = 1, from = (string?)null, to = (string?)null } } });
        changed.EnsureSuccessStatusCode();

        await system.Deliver(Sample.Water("S1", Sample.SampledAt.AddHours(4), Sample.ClassTwo));

        var verdict = (await system.Get("/api/v1/stations/S1")).GetProperty("latestVerdict");
        verdict.GetProperty("targetClass").GetInt32().ShouldBe(1);
        verdict.GetProperty("met").GetBoolean().ShouldBeFalse();
        verdict.GetProperty("limiting").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Theory]
    [InlineData("{\"targetClass\":7}")]
    [InlineData("{\"province\":\"XX\"}")]
    [InlineData("{\"name\":\" \"}")]
    [InlineData("{\"lat\":91}")]
    [InlineData("{\"role\":\"palace\"}")]
    [InlineData("{\"rhythmMinutes\":0}")]
    [InlineData("{\"rhythmMinutes\":1441}")]
    [InlineData("{\"targets\":[null]}")]
    [InlineData("{")]
    public async Task A_change_that_makes_no_sense_is_refused_with_a_reason(string change)
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        using var admin = await system.As();
        using var body = new StringContent(change, System.Text.Encoding.UTF8, "application/json");

        using var response = await admin.PutAsync("/api/v1/stations/S1", body);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task The_rhythm_that_an_officer_sets_decides_what_a_complete_day_is()
    {
        await using var system = await TestSystem.Start();
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        using var admin = await system.As();

        using var changed = await admin.PutAsJsonAsync("/api/v1/stations/S1", new { rhythmMinutes = 720 });

        (await TestSystem.Body(changed)).GetProperty("rhythmMinutes").GetDecimal().ShouldBe(720);
        await system.Deliver(Sample.Water("S1", Sample.SampledAt.AddDays(1), Sample.ClassTwo));
        var days = (await system.Get("/api/v1/stations/S1/readings?parameter=w01009&from=2026-11-20&to=2026-11-22&resolution=day")).GetProperty("items");
        days[1].GetProperty("completeness").GetDecimal().ShouldBe(0.5m);
    }

    [Fact]
    public async Task A_station_that_stopped_delivering_is_shown_as_silent_since_its_last_message()
    {
        var clock = new Monitoring.Testing.ManualTimeProvider(Sample.SampledAt);
        await using var system = await TestSystem.Start(services => services.AddSingleton<TimeProvider>(clock));
        await system.Deliver(Sample.Water("S1", Sample.SampledAt, Sample.ClassTwo));
        var before = await system.Get("/api/v1/stations/S1");
        before.GetProperty("silent").GetBoolean().ShouldBeFalse();
        before.GetProperty("silentSince").ValueKind.ShouldBe(JsonValueKind.Null);

        clock.Advance(TimeSpan.FromHours(9));

        var since = Sample.SampledAt.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        await Monitoring.Testing.Eventually.True(async () => (await system.Get("/api/v1/stations/S1")).GetProperty("silent").GetBoolean());
        (await system.Get("/api/v1/stations/S1")).GetProperty("silentSince").GetString().ShouldBe(since);
        (await system.Get("/api/v1/stations/S1/latest")).GetProperty("silentSince").GetString().ShouldBe(since);
        (await system.Get("/api/v1/stations")).GetProperty("items")[0].GetProperty("silent").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task A_month_is_the_exact_sum_of_its_days_in_Beijing()
    {
        await using var system = await TestSystem.Start();
        var month = new DateTimeOffset(2026, 10, 1, 0, 0, 0, ChinaTime.Offset);
        await system.Deliver(
            Sample.Water("S1", month.AddMinutes(-1), ("w01009", "9", "mg/L")),
            Sample.Water("S1", month, ("w01009", "6.1", "mg/L")),
            Sample.Water("S1", month.AddHours(4), ("w01009", "6.2", "mg/L")),
            Sample.Water("S1", month.AddDays(30).AddHours(20), ("w01009", "7.5", "mg/L")),
            Sample.Water("S1", month.AddMonths(1), ("w01009", "5", "mg/L")));

        var first = await system.Get("/api/v1/stations/S1/readings?parameter=w01009&from=2026-09-01&to=2026-12-01&resolution=month&limit=2");
        var second = await system.Get($"/api/v1/stations/S1/readings?parameter=w01009&from=2026-09-01&to=2026-12-01&resolution=month&limit=2&cursor={first.GetProperty("cursor").GetString()}");

        var months = first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).ToList();
        months.Select(m => m.GetProperty("sampledAt").GetString()).ShouldBe(["2026-09-01T00:00:00+08:00", "2026-10-01T00:00:00+08:00", "2026-11-01T00:00:00+08:00"]);
        months[1].GetProperty("value").GetDecimal().ShouldBe(6.6m);
        months[1].GetProperty("min").GetDecimal().ShouldBe(6.1m);
        months[1].GetProperty("max").GetDecimal().ShouldBe(7.5m);
        months[1].GetProperty("completeness").GetDecimal().ShouldBe(decimal.Round(3m / (31 * 6), 6));
        second.GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Theory]
    [InlineData("2026-11-21", "2026-11-21T00:00:00+08:00")]
    [InlineData("2026-11-21T08:00", "2026-11-21T08:00:00+08:00")]
    [InlineData("2026-11-21T08:00:00 08:00", "2026-11-21T08:00:00+08:00")]
    [InlineData("2026-11-21T08:00:00Z", "2026-11-21T16:00:00+08:00")]
    [InlineData("2026-11-21T08:00:00.1230000+08:00", "2026-11-21T08:00:00.123+08:00")]
    public void A_time_in_a_query_is_read_as_people_write_it(string text, string expected)
    {
        Answers.QueryInstant.TryParse(text, out var instant).ShouldBeTrue();
        instant.ShouldBe(DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture));
        ChinaTime.Of(instant).ShouldBe(instant);
    }
}
