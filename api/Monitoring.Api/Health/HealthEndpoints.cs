using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Monitoring.Api.Health;

/// <summary>A part that does not work as it should.</summary>
/// <param name="Part"><c>store</c>, <c>spool</c> or <c>uplink</c>.</param>
/// <param name="Reason">Why, for an operator.</param>
internal sealed record FailingPart(string Part, string Reason);

/// <param name="Status"><c>live</c>, <c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Failing">What keeps it from being ready.</param>
/// <param name="Warnings">What works and needs somebody to look.</param>
internal sealed record HealthResponse(string Status, IReadOnlyList<FailingPart> Failing, IReadOnlyList<FailingPart> Warnings);

/// <summary>For service managers and load balancers. Names parts, never data.</summary>
internal static class HealthEndpoints
{
    // The silo marks its own check with the same tag.
    private const string ReadyTag = "ready";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHealthChecks()
            .AddCheck<SpoolHealthCheck>("spool", tags: [ReadyTag])
            .AddCheck<UplinkHealthCheck>("uplink", tags: [ReadyTag]);
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").WithTags("Health").AllowAnonymous();
        health.MapGet("/live", Live).WithName("live").WithSummary("The process answers");
        health.MapGet("/ready", Ready).WithName("ready").WithSummary("Store, spool and uplink work; 503 names those that do not")
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
