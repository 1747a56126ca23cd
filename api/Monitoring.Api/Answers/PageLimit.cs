using Microsoft.AspNetCore.Http.HttpResults;

namespace Monitoring.Api.Answers;

/// <summary>How many items of a list one answer holds.</summary>
internal static class PageLimit
{
    public const int Default = 100;
    public const int Max = 1000;

    public static bool TryRead(int? limit, out int size)
    {
        size = limit ?? Default;
        return size is >= 1 and <= Max;
    }

    public static ProblemHttpResult Refused() => Refusal.BadRequest($"limit is 1 to {Max}");
}
