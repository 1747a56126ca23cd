using System.Globalization;
using System.Net;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

public sealed class AssessmentTests
{
    private static readonly (string Code, string Text, string Unit)[] ClassFour =
        [("w01001", "7.82", ""), ("w01009", "6.90", "mg/L"), ("w01019", "9.05", "mg/L"), ("w21003", "0.210", "mg/L"), ("w21011", "0.060", "mg/L")];

    [Fact]
    public async Task A_month_tells_each_sections_class_target_limits_and_what_is_missing()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var month = await system.Get("/api/v1/assessments/water?month=2026-08");

        var items = month.GetProperty("items").EnumerateArray().ToDictionary(i => i.GetProperty("sectionId").GetString()!);
        items.Keys.Order().ShouldBe(["S1", "S2", "S3"]);
        var bad = items["S1"];
        bad.GetProperty("class").GetInt32().ShouldBe(4);
        bad.GetProperty("targetClass").GetInt32().ShouldBe(2);
        bad.GetProperty("met").GetBoolean().ShouldBeFalse();
        var limiting = bad.GetProperty("limiting").EnumerateArray().ShouldHaveSingleItem();

        // 9.05 to one decimal is 9.0; (9.0 - 4) / 4.
        limiting.GetProperty("value").GetDecimal().ShouldBe(9.0m);
        limiting.GetProperty("multiple").GetDecimal().ShouldBe(1.25m);
        bad.GetProperty("lastMonth").GetProperty("reason").GetString().ShouldBe("too-few-data");
        bad.GetProperty("completeness").GetDecimal().ShouldBe(1m);
        items["S2"].GetProperty("origin").GetString().ShouldBe("simulated");
        var missing = month.GetProperty("missing").EnumerateArray().ShouldHaveSingleItem();
        missing.GetProperty("sectionId").GetString().ShouldBe("S3");
        missing.GetProperty("reason").GetString().ShouldBe("too-few-data");
        month.GetProperty("counts").GetProperty("judged").GetInt32().ShouldBe(2);
        month.GetProperty("rivers").EnumerateArray().ShouldHaveSingleItem().GetProperty("method").GetString().ShouldBe("means");
        (await system.Get("/api/v1/assessments/water?month=2026-08&province=CQ")).GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_month_comes_in_pages_with_the_figures_of_the_whole()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var first = await system.Get("/api/v1/assessments/water?month=2026-08&limit=2");
        var second = await system.Get($"/api/v1/assessments/water?month=2026-08&limit=2&cursor={first.GetProperty("cursor").GetString()}");

        first.GetProperty("items").GetArrayLength().ShouldBe(2);
        second.GetProperty("items").GetArrayLength().ShouldBe(1);
        second.GetProperty("cursor").ValueKind.ShouldBe(JsonValueKind.Null);
        second.GetProperty("counts").GetProperty("sections").GetInt32().ShouldBe(3);
    }

    [Fact]
    public async Task The_workbook_states_the_APIs_figures_and_its_certificates_are_the_APIs()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);
        var items = (await system.Get("/api/v1/assessments/water?month=2026-08")).GetProperty("items").EnumerateArray().ToList();
        using var copy = new TemporaryFolder();
        await CopyStore(system, copy);

        (await Silo.Program.Main(["report", "river-chief", "--month", "2026-08", "--out", copy["r.xlsx"], "--data", copy.Path])).ShouldBe(0);

        var rows = Rows(copy["r.xlsx"]);
        rows.Count.ShouldBe(items.Count);
        foreach (var item in items)
        {
            var row = rows[item.GetProperty("sectionId").GetString()!];
            row["certificate id"].ShouldBe(item.GetProperty("certificateId").GetString());
            row["class number"].ShouldBe(item.GetProperty("class") is { ValueKind: JsonValueKind.Number } c ? c.GetRawText() : "");
            decimal.Parse(row["completeness"], CultureInfo.InvariantCulture).ShouldBe(item.GetProperty("completeness").GetDecimal());
            foreach (var limiting in item.GetProperty("limiting").EnumerateArray().Where(l => l.GetProperty("multiple").ValueKind is JsonValueKind.Number))
            {
                row["limiting items (multiple of the target's limit)"].ShouldContain($"({limiting.GetProperty("multiple").GetRawText()})");
            }
        }
    }

    [Fact]
    public async Task Each_certificate_of_a_month_is_found_and_replays()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        foreach (var item in (await system.Get("/api/v1/assessments/water?month=2026-08")).GetProperty("items").EnumerateArray())
        {
            var id = item.GetProperty("certificateId").GetString()!;
            var replay = Certificate.Replay(await system.Client.GetStringAsync($"/api/v1/certificates/{id}"));
            replay.Agrees.ShouldBeTrue(replay.Difference);
            replay.Recomputed!.Id.ShouldBe(id);
        }
    }

    [Fact]
    public async Task A_station_answers_by_month_with_a_certificate_each()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var verdicts = (await system.Get("/api/v1/stations/S1/assessments?period=month&from=2026-07-01&to=2026-08-31")).GetProperty("items").EnumerateArray().ToList();

        verdicts.Select(v => v.GetProperty("period").GetString()).ShouldBe(["2026-07", "2026-08"]);
        verdicts[0].GetProperty("reason").GetString().ShouldBe("too-few-data");
        verdicts[1].GetProperty("class").GetInt32().ShouldBe(4);
        verdicts.ShouldAllBe(v => v.GetProperty("certificateId").GetString()!.Length == 64);
    }

    [Fact]
    public async Task Statements_give_the_three_readings_and_name_the_missing_month()
    {
        await using var system = await TestSystem.Start();
        await Fill(system);

        var statements = await system.Get("/api/v1/statements?from=2026-07&to=2026-08");

        var august = statements.GetProperty("mainStem")[1];
        august.GetProperty("everySection").GetProperty("holds").GetBoolean().ShouldBeFalse();
        august.GetProperty("everySection").GetProperty("worse")[0].GetProperty("sectionId").GetString().ShouldBe("S1");
        august.GetProperty("shareAtClassTwo").GetProperty("share").GetDecimal().ShouldBe(50m);
        august.GetProperty("wholeStem").GetProperty("class").GetInt32().ShouldBe(3);
        august.GetProperty("isSimulated").GetBoolean().ShouldBeTrue();
        statements.GetProperty("missingMonths").EnumerateArray().Select(m => m.GetString()).ShouldBe(["2026-07"]);
        statements.GetProperty("goodAirDays").GetProperty("provinces").EnumerateArray().ShouldAllBe(p => p.GetProperty("goodDayShare").ValueKind == JsonValueKind.Null);
    }

    [Theory]
    [InlineData("/api/v1/assessments/water")]
    [InlineData("/api/v1/assessments/water?month=2026-13")]
    [InlineData("/api/v1/assessments/water?month=2026-08&province=XX")]
    [InlineData("/api/v1/assessments/water?month=2026-08&cursor=zz")]
    [InlineData("/api/v1/assessments/air?from=2026-08-01")]
    [InlineData("/api/v1/assessments/air?from=2026-08-02&to=2026-08-01")]
    [InlineData("/api/v1/assessments/air?from=2020-01-01&to=2026-08-01")]
    [InlineData("/api/v1/statements?from=2026-02&to=2026-01")]
    [InlineData("/api/v1/statements?from=2020-01&to=2026-01")]
    public async Task A_question_that_cannot_be_answered_is_a_bad_request(string path)
    {
        await using var system = await TestSystem.Start();

        using var response = await system.Client.GetAsync(path);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task Fill(TestSystem system)
    {
        var registry = system.Services.GetRequiredService<IStationRegistry>();
        await Enter(registry, "S1", Province.Sichuan, StationOrigin.Real);
        await Enter(registry, "S2", Province.Chongqing, StationOrigin.Simulated);
        await Enter(registry, "S3", Province.Chongqing, StationOrigin.Real);
        var start = new DateTimeOffset(2026, 8, 1, 0, 0, 0, ChinaTime.Offset);
        await system.Deliver([.. Enumerable.Range(0, 31 * 6).SelectMany(i => new[]
        {
            Sample.Water("S1", start.AddHours(4 * i), ClassFour),
            Sample.Water("S2", start.AddHours(4 * i), Sample.ClassTwo),
        })]);
    }

    private static async Task Enter(IStationRegistry registry, string id, string province, StationOrigin origin)
    {
        await registry.Upsert(new Section(
            id, $"断面{id}", id, WaterBody.River, province, province, "", "", "长江", IsMainStem: true, IsTransboundary: false, [new SectionTarget(TargetBasis.Assessment, 2, null, null)]));
        await registry.Upsert(new Station(
            StationId.Parse(id), id, id, StationKind.Water, StationRole.Section, "national", origin, id, id, province, "", null, null, TimeSpan.FromHours(4), DateTimeOffset.UnixEpoch));
    }

    // The report reads a folder that no process holds: a copy by SQLite's own backup, as an operator makes one.
    private static async Task CopyStore(TestSystem system, TemporaryFolder copy)
    {
        await using var source = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(system.Data, "monitoring.db")};Pooling=False");
        await using var target = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={copy["monitoring.db"]};Pooling=False");
        await source.OpenAsync();
        await target.OpenAsync();
        source.BackupDatabase(target);
    }

    private static Dictionary<string, Dictionary<string, string>> Rows(string path)
    {
        using var document = SpreadsheetDocument.Open(path, isEditable: false);
        var sheet = document.WorkbookPart!.Workbook.Descendants<Sheet>().First();
        var rows = ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet.Descendants<Row>()
            .Select(r => r.Descendants<Cell>().Select(c => c.InnerText).ToList()).ToList();
        return rows.Skip(4).ToDictionary(cells => cells[0], cells => rows[3].Zip(cells).ToDictionary(p => p.First, p => p.Second));
    }
}
