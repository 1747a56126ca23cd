using System.Diagnostics;
using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Tests.Periods;
using Monitoring.Storage;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.Periods.FilledStore;

namespace Monitoring.Silo.Tests.Reports;

public sealed class RiverChiefReportTests : IAsyncDisposable
{
    private const int FirstRow = 5;

    private readonly FilledStore store = new();
    private readonly TemporaryFolder output = new();

    [Fact]
    public async Task The_workbook_is_valid_and_holds_the_month_with_a_certificate_per_row()
    {
        var certificates = await Report("xlsx", "r.xlsx");

        using var document = SpreadsheetDocument.Open(output["r.xlsx"], isEditable: false);
        new OpenXmlValidator().Validate(document).Select(e => $"{e.Path?.XPath}: {e.Description}").ShouldBeEmpty();
        var rows = Sections(document);
        rows.Count.ShouldBe(3);
        rows["S1"].ShouldContainKeyAndValue("class number", "4");
        rows["S1"]["limiting items (multiple of the target's limit)"].ShouldBe("高锰酸盐指数 9(1.25)");
        rows["S1"].ShouldContainKeyAndValue("met", "未达标");
        rows["S1"].ShouldContainKeyAndValue("completeness", "1");
        rows["S2"].ShouldContainKeyAndValue("origin", "模拟 simulated");
        rows["S2"].ShouldContainKeyAndValue("class number", "2");
        rows["S3"].ShouldContainKeyAndValue("no verdict because", "数据不足");
        rows.Values.Select(r => r["certificate id"]).ShouldAllBe(id => File.Exists(Path.Combine(certificates, id + ".json")));
    }

    [Fact]
    public async Task What_simulators_played_is_never_called_measured()
    {
        DemoMark.SetIn(store.Folder);

        await Report("html", "demo.html");

        var page = await File.ReadAllTextAsync(output["demo.html"]);
        page.ShouldContain("模拟 simulated (demo)");
        page.ShouldNotContain("公布断面");
    }

    [Fact]
    public async Task Each_certificate_replays_without_the_data_folder()
    {
        var certificates = await Report("xlsx", "r.xlsx");
        Directory.Delete(store.Folder, recursive: true);

        foreach (var file in Directory.EnumerateFiles(certificates))
        {
            (await Program.Main(["assess", "--certificate", file])).ShouldBe(0);
        }
    }

    [Fact]
    public async Task The_page_holds_the_same_rows_and_escapes_names()
    {
        await store.Section("S4<b>".Replace("<b>", "", StringComparison.Ordinal), river: "<script>");
        await Report("html", "r.html");

        var page = await File.ReadAllTextAsync(output["r.html"]);
        page.ShouldContain("<td>高锰酸盐指数 9(1.25)</td>");
        page.ShouldContain("&lt;script&gt;");
        page.ShouldNotContain("<script>");
    }

    [Theory]
    [InlineData(2, "--month", "2026-08", "--format", "docx")]
    [InlineData(2, "--month", "2026-13")]
    [InlineData(2)]
    [InlineData(1, "--month", "2026-08")]
    public async Task Wrong_usage_is_told_from_work_that_failed(int exit, params string[] arguments) =>
        (await Program.Main(["report", "river-chief", "--out", output["x"], "--data", output["absent"], .. arguments])).ShouldBe(exit);

    [Fact]
    public async Task A_folder_in_use_is_one_line_and_writes_nothing()
    {
        (await Program.Main(["report", "river-chief", "--month", "2026-08", "--out", output["x"], "--data", store.Folder])).ShouldBe(1);
        File.Exists(output["x"]).ShouldBeFalse();
    }

    [Fact]
    public async Task LibreOffice_opens_the_workbook()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/soffice"), "LibreOffice is not installed");
        await Report("xlsx", "r.xlsx");

        using var soffice = Process.Start(new ProcessStartInfo(
            "/usr/bin/soffice", ["--headless", $"-env:UserInstallation=file://{output["profile"]}", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "--outdir", output.Path, output["r.xlsx"]])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await soffice.WaitForExitAsync();

        (await File.ReadAllTextAsync(output["r.csv"])).ShouldContain("高锰酸盐指数 9(1.25)");
    }

    public async ValueTask DisposeAsync()
    {
        await store.DisposeAsync();
        output.Dispose();
    }

    private async Task<string> Report(string format, string name)
    {
        await store.Section("S1");
        await store.Section("S2", Province.Chongqing, origin: StationOrigin.Simulated);
        await store.Section("S3", Province.Chongqing);
        await store.Fill("S1", At(2026, 8, 1), At(2026, 9, 1), "w01001=7.5 w01009=7.0 w01019=9.0 w21003=0.3 w21011=0.08");
        await store.Fill("S2", At(2026, 8, 1), At(2026, 9, 1));
        await store.Close();
        (await Program.Main(
            ["report", "river-chief", "--month", "2026-08", "--format", format, "--out", output[name], "--data", store.Folder, "--certificates", output["certificates"]])).ShouldBe(0);
        return output["certificates"];
    }

    // The rows of the first sheet by section, each by its English heading.
    private static Dictionary<string, Dictionary<string, string>> Sections(SpreadsheetDocument document)
    {
        var sheet = document.WorkbookPart!.Workbook.Descendants<Sheet>().First();
        var rows = ((WorksheetPart)document.WorkbookPart.GetPartById(sheet.Id!.Value!)).Worksheet.Descendants<Row>().ToList();
        var headings = Texts(rows.Single(r => r.RowIndex!.Value == FirstRow - 1));
        return rows.Where(r => r.RowIndex!.Value >= FirstRow).Select(Texts)
            .ToDictionary(cells => cells[0], cells => headings.Zip(cells).ToDictionary(p => p.First, p => p.Second));
    }

    private static List<string> Texts(Row row) => [.. row.Descendants<Cell>().Select(c => c.InnerText.ToString(CultureInfo.InvariantCulture))];
}
