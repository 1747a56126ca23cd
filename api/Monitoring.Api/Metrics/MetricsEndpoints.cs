using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Auth;
using Monitoring.Silo.Metrics;

namespace Monitoring.Api.Metrics;

/// <summary>What operators' tools scrape.</summary>
internal static class MetricsEndpoints
{
    public static IServiceCollection AddMetricsText(this IServiceCollection services) => services.AddSingleton<MetricsText>();

    public static void MapMetrics(this IEndpointRouteBuilder app)
    {
        // Made with the host, not with the first scrape: counters are summed from then on.
        _ = app.ServiceProvider.GetRequiredService<MetricsText>();
        app.MapGet("/metrics", Read).RequireAuthorization(Permissions.Read)
            .WithTags("Health").WithName("metrics").WithSummary("Counters and gauges as Prometheus text");
    }

    private static ContentHttpResult Read(MetricsText metrics) => TypedResults.Text(metrics.Write(), MetricsText.ContentType);
}
