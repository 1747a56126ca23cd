using System.Globalization;
using System.Reflection;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;
using Monitoring.Storage;

namespace Monitoring.Silo.Reports;

/// <summary>The joint river-chief office's report of one month: the API's figures, as tables.</summary>
internal static class RiverChiefReport
{
    private static readonly ReportColumn[] SectionColumns =
    [
        new("断面编号", "section", 12), new("断面", "name", 16), new("省市", "province", 7), new("责任方", "responsible", 8), new("受水方", "receives", 8),
        new("河流", "river", 12), new("干流", "main stem", 6), new("水体", "water body", 7), new("目标类别", "target", 8), new("水质类别", "class", 8),
        new("类别代码", "class number", 8), new("达标", "met", 8), new("定类项目(超标倍数)", "limiting items (multiple of the target's limit)", 30),
        new("主要污染指标(超Ⅲ类倍数)", "main pollution indicators", 26), new("上月", "last month", 8), new("去年同期", "last year", 8),
        new("数据完整率", "completeness", 9), new("评价项目", "item set", 10), new("数据来源", "sources", 9), new("缺项", "missing items", 18),
        new("无结论原因", "no verdict because", 12), new("数据性质", "origin", 14), new("规则状态", "rule state", 16), new("证书编号", "certificate id", 66),
    ];

    private static readonly ReportColumn[] GroupColumns =
    [
        new("范围", "water or province", 18), new("断面数", "sections", 8), new("有结论", "judged", 8), new("无结论", "without verdict", 8),
        new("Ⅰ", "I", 5), new("Ⅱ", "II", 5), new("Ⅲ", "III", 5), new("Ⅳ", "IV", 5), new("Ⅴ", "V", 5), new("劣Ⅴ", "worse than V", 6),
        new("达标", "met", 6), new("未达标", "missed", 7), new("Ⅰ—Ⅲ类比例(%)", "share I to III", 10), new("劣Ⅴ类比例(%)", "share worse than V", 10),
        new("水质状况", "rating", 12), new("方法", "method", 10), new("较上月", "since last month", 16), new("较去年同期", "since last year", 16),
    ];

    public static IReadOnlyList<ReportTable> Of(WaterMonth month, bool isDemo, DateTimeOffset now) =>
        [Sections(month, isDemo), Groups(month), About(month, isDemo, now)];

    private static ReportTable Sections(WaterMonth month, bool isDemo) => new(
        "断面 Sections",
        $"川渝联合河长制办公室 {month.Month.Date:yyyy年M月}断面水质报表",
        $"Joint river-chief office, sections in {month.Month.Label}{(month.IsOver ? "" : " (month not over, so far)")}: {month.Counts.Sections} sections, "
        + $"{month.Counts.Judged} judged, {month.Counts.WithoutVerdict} without verdict, {SimulatedIn(month, isDemo)} simulated",
        SectionColumns,
        [.. month.Sections.Select(s => RowOf(s, isDemo))]);

    private static IReadOnlyList<ReportCell> RowOf(SectionMonth month, bool isDemo)
    {
        var (section, verdict) = (month.Monitored.Section, month.Month.Verdict);
        return
        [
            section.Id, section.Name, ReportWords.Province(section.Province), ReportWords.Province(section.Responsible), ReportWords.Province(section.Receives),
            section.River, section.IsMainStem ? "是" : "", ReportWords.Body(section.WaterBody), ReportWords.Class(verdict.TargetClass), ReportWords.Class(verdict.Class) ?? "—",
            verdict.Class, ReportWords.Met(verdict.Met),
            string.Join("、", verdict.Limiting.Select(i => i.Multiple is { } m ? $"{i.NameZh} {Gb8170.Text(i.Value)}({m})" : $"{i.NameZh} {Gb8170.Text(i.Value)}")),
            string.Join("、", verdict.MainIndicators.Select(i => i.TextZh)),
            ReportWords.Class(month.LastMonth.Class) ?? ReportWords.Reason(month.LastMonth.Reason), ReportWords.Class(month.LastYear.Class) ?? ReportWords.Reason(month.LastYear.Reason),
            verdict.Completeness, verdict.ItemSet, string.Join('、', verdict.Sources.Select(ReportWords.Source)),
            string.Join('、', verdict.Missing.Select(m => $"{m.Item}:{ReportWords.Reason(m.Reason)}")),
            ReportWords.Reason(verdict.Reason), ReportWords.Origin(month.Monitored.Origin, isDemo), ReportWords.State(verdict.RuleState), month.Month.CertificateId,
        ];
    }

    private static ReportTable Groups(WaterMonth month) => new(
        "汇总 Summary",
        "省市与河流 / Provinces and rivers",
        "比例以有结论断面为分母；五个及以上断面按比例，少于五个按项目均值 / shares over judged sections; five and more by shares, fewer by means of the items",
        GroupColumns,
        [
            .. month.Provinces.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => GroupOf(ReportWords.Province(p.Key), p.Value, [default, default, default, default])),
            .. month.Rivers.Select(r => GroupOf(r.River, r.Counts, [r.Verdict.Rating?.NameZh, r.Verdict.Method, ComparisonOf(r.ToLastMonth), ComparisonOf(r.ToLastYear)])),
        ]);

    private static IReadOnlyList<ReportCell> GroupOf(string name, ClassCounts counts, IReadOnlyList<ReportCell> rest) =>
    [
        name, counts.Sections, counts.Judged, counts.WithoutVerdict, .. counts.ByClass.Select(c => (ReportCell)c), counts.Met, counts.Missed, counts.GoodShare, counts.InferiorShare,
        .. rest,
    ];

    private static string ComparisonOf(ComparisonVerdict comparison) => comparison.Delta is { } exact && Gb8170.RoundPlain(exact, 1) is var delta
        ? string.Create(CultureInfo.InvariantCulture, $"{delta:+0.0;-0.0;0.0} ({comparison.Sections} 同期断面 both, {comparison.LeftOut} 未计 left out)")
        : "—";

    private static ReportTable About(WaterMonth month, bool isDemo, DateTimeOffset now)
    {
        var edition = EditionCatalogue.Default.WaterAt(month.Month.Date);
        var rows = new List<(string Zh, string En, string Value)>
        {
            ("月份", "month (Beijing time)", month.Month.Label),
            ("月份是否结束", "month is over", month.IsOver ? "是 yes" : "否 no"),
            ("断面数", "sections", $"{month.Counts.Sections}"),
            ("模拟断面数", "simulated sections", $"{SimulatedIn(month, isDemo)}"),
        };
        if (edition is null)
        {
            rows.Add(("标准", "standard", "无适用标准 no edition in force"));
        }
        else
        {
            rows.Add(("标准", "limits", $"{edition.Limits.Standard}《{edition.Limits.TitleZh}》 {ReportWords.State(edition.Limits.State)}"));
            rows.Add(("评价方法", "method", $"{edition.Method.Standard}《{edition.Method.TitleZh}》 {ReportWords.State(edition.Method.State)}"));
            rows.Add(("修约", "rounding", $"{edition.Method.Rounding.Clause} {ReportWords.State(edition.Method.Rounding.State)}"));
            if (edition.RuleOn(month.Month.Date) is { } rule)
            {
                rows.Add(("评价项目", "item set", $"{rule.Form}: {rule.Clause} {ReportWords.State(rule.State)}"));
            }
        }

        rows.Add(("证书", "certificates", "GET /api/v1/certificates/{id}; assess --certificate FILE"));
        rows.Add(("生成", "generated by", $"Monitoring {Version}, engine {Certificate.Engine}, rule set {EditionCatalogue.RuleSet}, {ChinaTime.Of(now):yyyy-MM-ddTHH:mm:sszzz}"));
        return new ReportTable(
            "说明 About", "说明 / About this report", "", [new("项", "item", 14), new("", "", 24), new("内容", "content", 90)],
            [.. rows.Select(r => (IReadOnlyList<ReportCell>)[r.Zh, r.En, r.Value])]);
    }

    private static string Version => typeof(RiverChiefReport).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    private static int SimulatedIn(WaterMonth month, bool isDemo) => month.Sections.Count(s => isDemo || s.Monitored.Origin is StationOrigin.Simulated);
}
