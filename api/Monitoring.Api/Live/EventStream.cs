using System.Text.Json;
using Monitoring.Api.Alerts;
using Monitoring.Silo.Hosting;
using Monitoring.Storage.Alerts;

namespace Monitoring.Api.Live;

/// <summary>Writes the events of one listener in the form of HTML's server-sent events, with a comment as heartbeat when nothing happens.</summary>
/// <param name="mayListen">Asked with every heartbeat: a stream outlives the moment at which its listener was let in.</param>
internal sealed class EventStream(IStationFeed feed, IAlertStore alerts, JsonSerializerOptions json, Func<Task<bool>> mayListen, TimeProvider clock)
{
    public const string ContentType = "text/event-stream";

    /// <summary>Short enough for proxies that drop a silent connection after a minute.</summary>
    public static readonly TimeSpan HeartbeatEvery = TimeSpan.FromSeconds(15);

    private const int AlertsAtOnce = 500;

    /// <summary>Ends by cancellation, and when the listener may no longer read.</summary>
    /// <param name="after">Revision of the last alert that the listener has, when it comes back.</param>
    public async Task Write(HttpResponse response, long? after, CancellationToken leave)
    {
        response.ContentType = ContentType;
        using var subscription = feed.Subscribe();

        // Whoever reads the list after the hello has everything up to it; whoever comes back gets what came between.
        var known = await alerts.LastRevision(leave);
        var revision = after is >= 0 && after <= known ? after.Value : known;
        await Send(response, "hello", new LiveEvent(), revision, leave);
        revision = await SendAlerts(response, revision, leave);
        await response.Body.FlushAsync(leave);

        long missed = 0;
        var asked = clock.GetTimestamp();
        while (true)
        {
            // By the clock and not by silence: a busy stream has no heartbeat.
            if (clock.GetElapsedTime(asked) >= HeartbeatEvery)
            {
                asked = clock.GetTimestamp();
                if (!await mayListen())
                {
                    return;
                }
            }

            if (!await HasMore(subscription, leave))
            {
                await response.WriteAsync(":\n\n", leave);
                await response.Body.FlushAsync(leave);
                continue;
            }

            while (subscription.Events.TryRead(out var happened))
            {
                if (subscription.Missed > missed || happened is EventsMissed)
                {
                    missed = subscription.Missed;
                    await Send(response, "missed", new LiveEvent(), id: null, leave);
                    revision = await SendAlerts(response, revision, leave);
                }

                if (happened is AlertChanged)
                {
                    revision = await SendAlerts(response, revision, leave);
                }
                else if (LiveEvent.Of(happened) is { } item)
                {
                    await Send(response, item.Name, item.Data, id: null, leave);
                }
            }

            await response.Body.FlushAsync(leave);
        }
    }

    // The event is only the bell: the store says what changed, so that no lost event loses an alert.
    private async Task<long> SendAlerts(HttpResponse response, long revision, CancellationToken leave)
    {
        while (await alerts.ChangedSince(revision, AlertsAtOnce, leave) is { Count: > 0 } changed)
        {
            foreach (var alert in changed)
            {
                await Send(response, "alert", AlertResponse.Of(alert), alert.Revision, leave);
                revision = alert.Revision;
            }
        }

        return revision;
    }

    private async Task Send<T>(HttpResponse response, string name, T data, long? id, CancellationToken leave)
    {
        var line = id is { } revision ? $"id: {revision}\n" : "";
        await response.WriteAsync($"event: {name}\n{line}data: {JsonSerializer.Serialize(data, json)}\n\n", leave);
    }

    private async Task<bool> HasMore(FeedSubscription subscription, CancellationToken leave)
    {
        using var quiet = new CancellationTokenSource(HeartbeatEvery, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(quiet.Token, leave);
        try
        {
            return await subscription.Events.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!leave.IsCancellationRequested)
        {
            return false;
        }
    }
}
