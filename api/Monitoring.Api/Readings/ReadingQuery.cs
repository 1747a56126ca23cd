using Monitoring.Api.Answers;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Readings;

/// <summary>What a request for readings asks: bounded in time, so that no question reads the whole store.</summary>
/// <param name="Resolution">Null for the readings themselves.</param>
internal sealed record ReadingQuery(ParameterCode Parameter, DateTimeOffset From, DateTimeOffset To, AggregateResolution? Resolution)
{
    private static readonly TimeSpan DefaultRange = TimeSpan.FromDays(1);
    private static readonly TimeSpan DefaultRangeOfMonths = TimeSpan.FromDays(366);

    /// <summary>The query, or null and what is wrong with it.</summary>
    public static ReadingQuery? Read(string? parameter, string? from, string? to, string? resolution, DateTimeOffset now, out string fault)
    {
        fault = "";
        if (!ParameterCode.TryParse(parameter, out var code))
        {
            fault = "parameter needs a code such as w01009; /latest lists those that the station measures";
            return null;
        }

        (AggregateResolution? Step, int MaxDays)? asked = resolution switch
        {
            null or "raw" => (null, 31),
            "hour" => (AggregateResolution.Hour, 366),
            "day" => (AggregateResolution.Day, 3660),
            "month" => (AggregateResolution.Month, 3660),
            _ => null,
        };
        if (asked is not { } bounds)
        {
            fault = "resolution is raw, hour, day or month";
            return null;
        }

        var end = now;
        var start = default(DateTimeOffset);
        if ((to is not null && !QueryInstant.TryParse(to, out end)) || (from is not null && !QueryInstant.TryParse(from, out start)))
        {
            fault = "from and to need a time such as 2026-11-21T08:00:00+08:00";
            return null;
        }

        start = from is null ? end - (bounds.Step is AggregateResolution.Month ? DefaultRangeOfMonths : DefaultRange) : start;
        if (start >= end || end - start > TimeSpan.FromDays(bounds.MaxDays))
        {
            fault = $"from must lie before to, by at most {bounds.MaxDays} days at this resolution";
            return null;
        }

        return new ReadingQuery(code, start, end, bounds.Step);
    }
}
