using Monitoring.Storage;

namespace Monitoring.Api.Answers;

/// <summary>A province in a query; none, or an empty one, means both of the twin-city circle.</summary>
internal static class QueryProvince
{
    public const string Form = "province is CQ, SC or other; without it both CQ and SC answer";

    public static bool TryRead(string? text, out string? province)
    {
        province = string.IsNullOrEmpty(text) ? null : text;
        return province is null or Province.Chongqing or Province.Sichuan or Province.Other;
    }
}
