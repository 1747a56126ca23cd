using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Auth;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Live;

/// <summary>What happens at the stations, as it is committed: <c>reading</c> and <c>verdict-changed</c>.</summary>
internal static class EventEndpoints
{
    public static void MapEvents(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/events", Stream)
        .RequireAuthorization(Permissions.Read).WithTags("Live").WithName("streamEvents")
        .WithSummary("Server-sent events of all stations")
        .WithDescription("A listener that does not keep up loses the oldest events and gets a 'missed' event: then read the lists again.");

    private static ServerSentEventsResult<LiveEvent> Stream(IStationFeed feed, IHostApplicationLifetime lifetime, CancellationToken requestAborted) =>
        TypedResults.ServerSentEvents(Events(feed, lifetime.ApplicationStopping, requestAborted));

    private static async IAsyncEnumerable<SseItem<LiveEvent>> Events(
        IStationFeed feed, CancellationToken stopping, [EnumeratorCancellation] CancellationToken requestAborted)
    {
        // A stream never ends by itself: it must let go when the host stops, or the host would wait for it.
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(stopping, requestAborted);
        using var subscription = feed.Subscribe();
        yield return new SseItem<LiveEvent>(new LiveEvent(), "hello");
        long missed = 0;
        while (await HasMore(subscription, leave.Token))
        {
            while (subscription.Events.TryRead(out var happened))
            {
                if (subscription.Missed > missed)
                {
                    missed = subscription.Missed;
                    yield return new SseItem<LiveEvent>(new LiveEvent(), "missed");
                }

                if (LiveEvent.Of(happened) is { } item)
                {
                    yield return item;
                }
            }
        }
    }

    private static async Task<bool> HasMore(FeedSubscription subscription, CancellationToken leave)
    {
        try
        {
            return await subscription.Events.WaitToReadAsync(leave);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
