using Microsoft.Extensions.Options;
using Monitoring.Api.Auth;
using Monitoring.Silo.Hosting;
using Monitoring.Storage.Alerts;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Monitoring.Api.Live;

/// <summary>What happens at the stations, as it is committed: <c>reading</c>, <c>verdict-changed</c>, <c>station-silent</c> and <c>alert</c>.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/events", Stream)
        .RequireAuthorization(Permissions.Read).WithTags("Live").WithName("streamEvents")
        .Produces(StatusCodes.Status200OK, contentType: EventStream.ContentType)
        .WithSummary("Server-sent events of all stations")
        .WithDescription(
            "A listener that does not keep up loses the oldest readings and verdicts and gets a 'missed' event: then read the lists again. "
            + "Alerts are never lost: their events carry an id, and Last-Event-ID resumes after it.");

    // A stream never ends by itself: it must let go when the host stops, or the host would wait for it.
    private static async Task Stream(
        HttpContext context, IStationFeed feed, IAlertStore alerts, IHostApplicationLifetime lifetime, IOptions<JsonOptions> json, TimeProvider clock)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        try
        {
            var after = long.TryParse(context.Request.Headers["Last-Event-ID"], out var last) ? last : (long?)null;
            await new EventStream(feed, alerts, json.Value.SerializerOptions, () => StreamAccess.IsAllowed(context), clock).Write(context.Response, after, leave.Token);
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // The end of every stream.
        }
    }
}
