using System.Globalization;
using System.Text.Json.Serialization;
using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;
using Monitoring.Storage.Alerts;

namespace Monitoring.Api.Alerts;

/// <summary>One alert: what the readings say and what people did.</summary>
/// <param name="Level">The highest one of this episode.</param>
/// <param name="Kind">section-above-target.</param>
/// <param name="StationName">Chinese name of the section, or of the station where it has none.</param>
/// <param name="Province">Where the station stands.</param>
/// <param name="Parameter">Item of the newest bad value.</param>
/// <param name="Value">That value, with the device's digits.</param>
/// <param name="Limit">Of the target class; null for a range.</param>
/// <param name="Multiple">By how many times the limit the value exceeds it; null where it has no multiple.</param>
/// <param name="StartedAt">Time of the first bad value.</param>
/// <param name="LastSeenAt">Time of the newest bad value.</param>
/// <param name="ResolvedAt">Time of the value with which the cause ended.</param>
/// <param name="Partners">The other provinces it concerns.</param>
/// <param name="Rule">Edition of the rule that raised it.</param>
/// <param name="CertificateId">Evidence of the verdict that raised it: GET /api/v1/certificates/{id}.</param>
/// <param name="Timeline">Oldest first; only where one alert is asked for.</param>
internal sealed record AlertResponse(
    string Id,
    AlertState State,
    AlertLevel Level,
    string Kind,
    string StationId,
    string StationName,
    string StationNameEn,
    string River,
    string Province,
    string? Parameter,
    string? ParameterName,
    string? ParameterNameEn,
    decimal? Value,
    decimal? Limit,
    decimal? Multiple,
    DateTimeOffset StartedAt,
    DateTimeOffset LastSeenAt,
    DateTimeOffset RaisedAt,
    DateTimeOffset? ResolvedAt,
    DateTimeOffset? ClosedAt,
    IReadOnlyList<AlertAcknowledgement> Acknowledgements,
    string? Assignee,
    IReadOnlyList<string> Partners,
    string Rule,
    string? CertificateId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<AlertEntry>? Timeline)
{
    public static AlertResponse Of(Alert alert, IReadOnlyList<AlertEntry>? timeline = null)
    {
        var (finding, station, section) = (alert.Finding, alert.Station, alert.Section);
        var item = finding.Parameter is { } code ? ParameterCatalogue.Find(ParameterCode.Parse(code)) : null;
        return new AlertResponse(
            finding.Id,
            alert.State,
            finding.Level,
            finding.Kind,
            finding.Station.Value,
            section?.Name ?? station.Name,
            section?.NameEn ?? station.NameEn,
            section?.River ?? "",
            station.Province,
            finding.Parameter,
            item?.NameZh ?? finding.Parameter,
            item?.NameEn ?? finding.Parameter,
            Number(finding.Value),
            Number(finding.Limit),
            Number(finding.Multiple),
            finding.StartedAt,
            finding.LastSeenAt,
            finding.RaisedAt,
            finding.ResolvedAt,
            alert.ClosedAt,
            alert.Acknowledgements,
            alert.Assignee,
            alert.Partners,
            finding.Rule,
            finding.CertificateId,
            timeline);
    }

    private static decimal? Number(string? digits) => digits is null ? null : decimal.Parse(digits, CultureInfo.InvariantCulture);
}
