using System.Net.ServerSentEvents;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Alerts;

/// <summary>A listener on the event stream that takes the alerts from it.</summary>
internal sealed class EventListener : IAsyncDisposable
{
    private readonly HttpResponseMessage response;
    private readonly IAsyncEnumerator<SseItem<string>> events;

    private EventListener(HttpResponseMessage response, Stream stream)
    {
        this.response = response;
        events = SseParser.Create(stream).EnumerateAsync().GetAsyncEnumerator();
    }

    /// <summary>Listens when it returns: the stream has said hello.</summary>
    public static async Task<EventListener> Connect(HttpClient client, string? lastEventId = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events");
        if (lastEventId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastEventId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var listener = new EventListener(answer, await answer.Content.ReadAsStreamAsync());
        (await listener.Next()).EventType.ShouldBe("hello");
        return listener;
    }

    public async Task<SseItem<string>> Next() =>
        await Eventually.Ends(events.MoveNextAsync().AsTask()) ? events.Current : throw new EndOfStreamException("the stream has ended");

    /// <summary>The next alert event; others are passed over.</summary>
    public async Task<(string Id, JsonElement Alert)> NextAlert()
    {
        while (true)
        {
            var item = await Next();
            if (item.EventType == "alert")
            {
                return (item.EventId!, JsonDocument.Parse(item.Data).RootElement);
            }
        }
    }

    /// <summary>Ends when the server has ended the stream.</summary>
    public async Task End()
    {
        try
        {
            while (await Eventually.Ends(events.MoveNextAsync().AsTask()))
            {
                // What was still under way.
            }
        }
        catch (HttpIOException)
        {
            // A stream without an end of its own is cut.
        }
    }

    public async ValueTask DisposeAsync()
    {
        response.Dispose();
        await events.DisposeAsync();
    }
}
