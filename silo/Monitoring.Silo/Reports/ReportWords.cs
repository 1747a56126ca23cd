using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Storage;

namespace Monitoring.Silo.Reports;

/// <summary>The Chinese words of a report; an unknown one stays as it is.</summary>
internal static class ReportWords
{
    public static string? Class(int? waterClass) => EditionCatalogue.Default.Water[^1].Limits.Classes.FirstOrDefault(c => c.Class == waterClass)?.TextZh;

    public static string Province(string province) => province switch
    {
        Storage.Province.Chongqing => "重庆",
        Storage.Province.Sichuan => "四川",
        Storage.Province.Other => "其他",
        _ => province,
    };

    public static string Body(WaterBody body) => body is WaterBody.Lake ? "湖库" : "河流";

    public static string Met(bool? met) => met switch
    {
        true => "达标",
        false => "未达标",
        null => "—",
    };

    /// <summary>Where the row comes from: no reader may take a simulator for a river.</summary>
    public static string Origin(StationOrigin? origin, bool isDemo) => origin switch
    {
        not null when isDemo => "模拟 simulated (demo)",
        StationOrigin.Real => "公布断面 published section",
        StationOrigin.Simulated => "模拟 simulated",
        _ => "无自动站",
    };

    public static string? Reason(string? reason) => reason switch
    {
        NoVerdictReason.Stopped => "停站",
        NoVerdictReason.Maintenance => "维护",
        NoVerdictReason.Dry => "断流",
        NoVerdictReason.TooFewData => "数据不足",
        NoVerdictReason.Missing => "缺测",
        NoVerdictReason.Ambiguous => "同时两值",
        NoVerdictReason.Flagged => "标识无效",
        NoVerdictReason.UnitMismatch => "单位不符",
        NoVerdictReason.EditionGap => "无适用标准",
        _ => reason,
    };

    public static string State(RuleState state) => state switch
    {
        RuleState.Verified => "已核实 verified",
        RuleState.Unverified => "未核实 unverified",
        _ => "非现行 expired",
    };

    public static string Source(string source) => source switch
    {
        "automatic" => "自动",
        "hand" => "手工",
        _ => source,
    };
}
