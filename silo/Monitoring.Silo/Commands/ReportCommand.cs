using System.CommandLine;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.Compliance.Periods;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Periods;
using Monitoring.Silo.Reports;
using Monitoring.Storage;

namespace Monitoring.Silo.Commands;

/// <summary><c>report river-chief</c>: the section table of one month from a data folder that no process holds.</summary>
internal static class ReportCommand
{
    private const string Xlsx = "xlsx";
    private const string Html = "html";

    private static readonly Option<string> Month = new("--month") { HelpName = "YYYY-MM", Description = "the month, Beijing time", Required = true };
    private static readonly Option<string> Format = new("--format") { HelpName = "xlsx|html", Description = "form of the file (default xlsx)", DefaultValueFactory = _ => Xlsx };
    private static readonly Option<string> Out = new("--out") { HelpName = "FILE", Description = "the file to write", Required = true };
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "the data folder (default ./data)", DefaultValueFactory = _ => "data" };
    private static readonly Option<string?> Province = new("--province") { HelpName = "CQ|SC|other", Description = "only this province (default CQ and SC)" };
    private static readonly Option<string?> River = new("--river") { HelpName = "NAME", Description = "only this river" };
    private static readonly Option<string?> Certificates = new("--certificates") { HelpName = "DIR", Description = "also write each row's certificate there, ID.json" };
    private static readonly Option<decimal> LeastShare = new("--least-share")
    {
        HelpName = "SHARE",
        Description = "share of the expected values that a verdict needs (Periods:LeastShare of the system, default 0.5)",
        DefaultValueFactory = _ => new PeriodOptions().LeastShare,
    };

    static ReportCommand()
    {
        Month.Validators.Add(r => Demand(r.GetValueOrDefault<string>() is { } text && TryMonth(text, out _), "--month needs a month such as 2026-08", r.AddError));
        Format.Validators.Add(r => Demand(
            r.GetValueOrDefault<string>() is Xlsx or Html, $"there is no format {r.GetValueOrDefault<string>()} yet: --format is xlsx or html", r.AddError));
        Province.AcceptOnlyFromAmong(Storage.Province.Chongqing, Storage.Province.Sichuan, Storage.Province.Other);
        LeastShare.Validators.Add(r => Demand(r.GetValueOrDefault<decimal>() is >= 0 and <= 1, "--least-share is 0 to 1", r.AddError));
    }

    public static Command Create()
    {
        var riverChief = new Command("river-chief", "the section table of one month") { Month, Format, Out, Data, Province, River, Certificates, LeastShare };
        riverChief.SetAction((r, cancellation) => Guarded(() => Write(r, cancellation)));
        return new Command("report", "reports from what is stored") { riverChief };
    }

    private static async Task<int> Write(ParseResult asked, CancellationToken cancellationToken)
    {
        var folder = asked.GetValue(Data)!;
        var configured = ConfiguredStore.OfEnvironment();
        configured.RefuseUnused(folder, isGiven: asked.GetResult(Data) is { Implicit: false });
        var clock = TimeProvider.System;
        await using var store = configured.Open(folder, clock);
        var rules = Options.Create(new PeriodOptions { LeastShare = asked.GetValue(LeastShare) });
        var months = new WaterMonths(store.Registry, new SectionPeriods(store.Queries, store.Certificates, rules), clock);
        _ = TryMonth(asked.GetValue(Month)!, out var month);
        var assembled = await months.Of(month, new SectionFilter(asked.GetValue(Province), asked.GetValue(River)), cancellationToken);
        await WriteWhole(asked.GetValue(Out)!, asked.GetValue(Format)!, RiverChiefReport.Of(assembled, DemoMark.IsIn(folder), clock.GetUtcNow()));
        if (asked.GetValue(Certificates) is { } beside)
        {
            await WriteCertificates(beside, assembled, store.Certificates, cancellationToken);
        }

        await Console.Out.WriteLineAsync($"{asked.GetValue(Out)}: {assembled.Counts.Sections} sections, {assembled.Counts.Judged} judged, {assembled.Counts.WithoutVerdict} without verdict");
        return 0;
    }

    // A reader sees the old file or the whole new one.
    private static async Task WriteWhole(string path, string format, IReadOnlyList<ReportTable> tables)
    {
        var fresh = path + ".new";
        await using (var file = File.Create(fresh))
        {
            if (format is Html)
            {
                await HtmlReport.Write(file, tables);
            }
            else
            {
                XlsxReport.Write(file, tables);
            }
        }

        File.Move(fresh, path, overwrite: true);
    }

    private static async Task WriteCertificates(string folder, WaterMonth month, ICertificateStore certificates, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        foreach (var id in month.Sections.Select(s => s.Month.CertificateId).Distinct())
        {
            var document = await certificates.Find(id, cancellationToken) ?? throw new InvalidDataException($"the store lost the certificate {id}");
            await File.WriteAllTextAsync(Path.Combine(folder, id + ".json"), document, cancellationToken);
        }
    }

    private static bool TryMonth(string text, out Period month)
    {
        var isMonth = DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && first.Year is > 1971 and < 9998;
        month = isMonth ? Period.MonthOf(first) : default;
        return isMonth;
    }

    private static void Demand(bool holds, string message, Action<string> addError)
    {
        if (!holds)
        {
            addError(message);
        }
    }

    private static async Task<int> Guarded(Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (StartFailure failure)
        {
            await Console.Error.WriteLineAsync("report: " + failure.Message);
            return failure.IsWrongUsage ? Program.WrongUsage : Program.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or StoreUnavailableException)
        {
            await Console.Error.WriteLineAsync("report: " + e.Message.Split('\n')[0]);
            return Program.Failed;
        }
    }
}
