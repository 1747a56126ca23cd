using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using Monitoring.Silo.Alerts;
using Monitoring.Silo.Metrics;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Http;

/// <summary>
/// What a silo of its own offers: the gateways' ingest, health and metrics, and to the APIs beside it the feed of its events and the
/// commands that must reach the one owner of the stations.
/// </summary>
internal static class SiloDoor
{
    public const string Feed = "/silo/v1/feed";
    public const string Stations = "/silo/v1/stations";
    public const string AbsentStations = "/silo/v1/absent-stations";
    public const string Sections = "/silo/v1/sections";
    public const string AlertCommands = "/silo/v1/alert-commands";

    /// <summary>Short enough for a listener to notice soon that nobody is there any more.</summary>
    public static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(5);

    public static void MapSiloDoor(this IEndpointRouteBuilder app)
    {
        app.MapHealth();
        app.MapGet("/metrics", (MetricsText metrics) => TypedResults.Text(metrics.Write(), MetricsText.ContentType)).NeedsTokenFromElsewhere();
        app.MapIngest().NeedsGatewayOrKey();
        app.MapGet(Feed, Listen).NeedsKey();
        app.MapPut(Stations, async (Station station, IStationRegistry registry, CancellationToken cancellation) => await registry.Upsert(station, cancellation)).NeedsKey();
        app.MapPut(Sections, async (Section section, IStationRegistry registry, CancellationToken cancellation) => await registry.Upsert(section, cancellation)).NeedsKey();
        app.MapPost(AbsentStations, async (RegisteredStation[] stations, IStationRegistry registry, CancellationToken cancellation) =>
            TypedResults.Ok(await registry.EnterAbsent(stations, cancellation))).NeedsKey();
        app.MapPost(AlertCommands, async (AlertCommand command, AlertDesk desk, CancellationToken cancellation) =>
            TypedResults.Ok(AlertAnswer.Of(await desk.Apply(command, cancellation)))).NeedsKey();
    }

    // The stream ends with the silo or with its listener.
    private static async Task Listen(HttpContext context, FeedHistory history, IHostApplicationLifetime lifetime, string? epoch, long? after)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping, context.RequestAborted);
        var response = context.Response;
        response.ContentType = "application/x-ndjson";
        try
        {
            var (hello, number) = history.Open(epoch, after);
            await response.Body.WriteAsync(hello, leave.Token);
            while (true)
            {
                await response.Body.FlushAsync(leave.Token);
                var lines = await history.After(number, HeartbeatEvery, leave.Token);
                foreach (var (next, line) in lines)
                {
                    await response.Body.WriteAsync(line, leave.Token);
                    number = next;
                }

                if (lines.Count == 0)
                {
                    await response.Body.WriteAsync("\n"u8.ToArray(), leave.Token);
                }
            }
        }
        catch (OperationCanceledException) when (leave.IsCancellationRequested)
        {
            // The end of every stream.
        }
    }
}

/// <summary>What became of an officer's command; the alert itself is in the store that both read.</summary>
internal sealed record AlertAnswer(bool IsDone, bool IsKnown, AlertState? State, string? Reason)
{
    public static AlertAnswer Of(AlertOutcome outcome) => outcome switch
    {
        AlertOutcome.Done => new AlertAnswer(IsDone: true, IsKnown: true, null, null),
        AlertOutcome.Refused refused => new AlertAnswer(IsDone: false, IsKnown: true, refused.State, refused.Reason),
        _ => new AlertAnswer(IsDone: false, IsKnown: false, null, null),
    };
}
