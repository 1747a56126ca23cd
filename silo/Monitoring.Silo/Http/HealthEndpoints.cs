using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Silo.Http;

/// <summary>A part that does not work as it should.</summary>
/// <param name="Part">Such as <c>store</c>, <c>stations</c>, <c>silo</c>, <c>spool</c> or <c>uplink</c>.</param>
/// <param name="Reason">Why, for an operator.</param>
public sealed record FailingPart(string Part, string Reason);

/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Failing">What keeps it from being ready.</param>
/// <param name="Warnings">What works and needs somebody to look.</param>
public sealed record HealthResponse(string Status, IReadOnlyList<FailingPart> Failing, IReadOnlyList<FailingPart> Warnings);

/// <summary>For service managers and load balancers. Names parts, never data.</summary>
public static class HealthEndpoints
{
    /// <summary>Marks the checks that readiness asks.</summary>
    public const string ReadyTag = "ready";

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", Live).WithName("live").WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithName("ready").WithSummary("The parts of this process work, and those that it needs; 503 names the ones that do not")
            .Produces<HealthResponse>(StatusCodes.Status503ServiceUnavailable);
    }

    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live", [], []));

    private static async Task<Results<Ok<HealthResponse>, JsonHttpResult<HealthResponse>>> Ready(HealthCheckService checks, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(check => check.Tags.Contains(ReadyTag), cancellationToken);
        var warnings = PartsOf(report, HealthStatus.Degraded);
        return report.Status == HealthStatus.Unhealthy
            ? TypedResults.Json(new HealthResponse("not-ready", PartsOf(report, HealthStatus.Unhealthy), warnings), statusCode: StatusCodes.Status503ServiceUnavailable)
            : TypedResults.Ok(new HealthResponse("ready", [], warnings));
    }

    private static List<FailingPart> PartsOf(HealthReport report, HealthStatus status) =>
        [.. report.Entries.Where(e => e.Value.Status == status).Select(e => new FailingPart(e.Key, e.Value.Description ?? e.Value.Exception?.Message ?? "failed"))];
}
