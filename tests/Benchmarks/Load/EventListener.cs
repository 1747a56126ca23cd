using System.Text.Json;

namespace Monitoring.Benchmarks.Load;

/// <summary>Listens to <c>/api/v1/events</c> as the page does.</summary>
internal sealed class EventListener(HttpClient client, LiveTimes times)
{
    private long missed;

    /// <summary>How often the stream said that it left events out.</summary>
    public long Missed => Interlocked.Read(ref missed);

    public async Task Run(TaskCompletionSource listening, CancellationToken stop)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("api/v1/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop);
            using var reader = new StreamReader(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync(stop));
            var name = "";
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                if (line.StartsWith("event: ", StringComparison.Ordinal))
                {
                    name = line["event: ".Length..];
                    listening.TrySetResult();
                }
                else if (line.StartsWith("data: ", StringComparison.Ordinal))
                {
                    Take(name, line["data: ".Length..]);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The run is over.
        }
    }

    private void Take(string name, string data)
    {
        switch (name)
        {
            case "reading":
                var reading = JsonDocument.Parse(data).RootElement;
                var station = reading.GetProperty("stationId").GetString()!;
                foreach (var parameter in reading.GetProperty("parameters").EnumerateArray())
                {
                    times.Seen(station, parameter.GetString()!);
                }

                break;
            case "alert":
                times.AlertSeen(JsonDocument.Parse(data).RootElement.GetProperty("stationId").GetString()!);
                break;
            case "missed":
                Interlocked.Increment(ref missed);
                break;
        }
    }
}
