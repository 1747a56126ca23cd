using System.Text.Json.Serialization;
using Monitoring.Api.Stations;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Live;

/// <summary>One event of one station. Parts that an event does not have are left away.</summary>
/// <param name="At">When it was committed.</param>
/// <param name="Parameters">Of <c>reading</c>: codes of the values that are new.</param>
/// <param name="Before">Of <c>verdict-changed</c>.</param>
/// <param name="After">Of <c>verdict-changed</c>.</param>
/// <param name="Silent">Of <c>station-silent</c>: false when it delivers again.</param>
/// <param name="Since">Of <c>station-silent</c>: when it last delivered; absent when it never did.</param>
internal sealed record LiveEvent(
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? StationId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? At = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<string>? Parameters = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VerdictResponse? Before = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] VerdictResponse? After = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Silent = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTimeOffset? Since = null)
{
    public static (string Name, LiveEvent Data)? Of(FeedEvent happened) => happened switch
    {
        ReadingsArrived arrived => (
            "reading", new LiveEvent(arrived.Station.Value, arrived.At, [.. arrived.Parameters.Select(p => p.Value)])),
        VerdictChanged changed => (
            "verdict-changed", new LiveEvent(changed.Station.Value, changed.At, null, VerdictResponse.Of(changed.Before), VerdictResponse.Of(changed.After))),
        SilenceChanged silence => (
            "station-silent", new LiveEvent(silence.Station.Value, silence.At, Silent: silence.IsSilent, Since: silence.LastReceivedAt)),
        _ => null,
    };
}
