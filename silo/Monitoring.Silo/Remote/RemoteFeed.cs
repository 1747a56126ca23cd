using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Http;

namespace Monitoring.Silo.Remote;

/// <summary>
/// Hears the silo's events and hands them on to this process's listeners, and knows from them which stations are silent. Comes
/// back after every break; where events were lost on the way it says so.
/// </summary>
internal sealed partial class RemoteFeed(SiloClient silo, IStationEventSink listeners, TimeProvider clock, ILogger<RemoteFeed> log) : BackgroundService, ISilenceWatch
{
    private static readonly TimeSpan Patience = SiloDoor.HeartbeatEvery * 3;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(2);

    private ConcurrentDictionary<StationId, DateTimeOffset> silent = new();
    private (string Epoch, long Number)? position;
    private volatile string? failure = "not connected yet";

    /// <summary>Why nothing is heard; null while it is.</summary>
    public string? Failure => failure;

    public IReadOnlyCollection<StationId> SilentStations => [.. silent.Keys];

    public bool IsSilent(StationId station) => silent.ContainsKey(station);

    public DateTimeOffset? SilentSince(StationId station) => silent.TryGetValue(station, out var since) ? since : null;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = FirstPause;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(() => pause = FirstPause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is SiloUnavailableException or IOException or HttpRequestException or OperationCanceledException or JsonException)
            {
                if (failure is null)
                {
                    FeedLost(log, e.Message);
                }

                failure = e.Message;
            }

            await Task.Delay(pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }
    }

    private async Task Listen(Action heard, CancellationToken stopping)
    {
        using var late = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, stopping);
        var resume = position is { } known ? $"?epoch={known.Epoch}&after={known.Number}" : "";
        using var response = await silo.Open(SiloDoor.Feed + resume, either.Token);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(either.Token));
        while (await lines.ReadLineAsync(either.Token) is { } line)
        {
            late.CancelAfter(Patience);
            if (line.Length > 0 && FeedLine.Read(line) is { } read)
            {
                Take(read);
                heard();
            }
        }

        throw new IOException("the silo ended the feed");
    }

    private void Take(FeedLine line)
    {
        if (line.Event == FeedLine.Hello)
        {
            Begin(line);
            return;
        }

        if (position is { } before && line.Number > before.Number + 1)
        {
            listeners.Publish(new EventsMissed(clock.GetUtcNow()));
        }

        position = (position!.Value.Epoch, line.Number);
        if (line.ToEvent() is { } happened)
        {
            Remember(happened);
            listeners.Publish(happened);
        }
    }

    private void Begin(FeedLine hello)
    {
        position = (hello.Epoch!, hello.Number);
        silent = new(hello.SilentStations?.Select(s => KeyValuePair.Create(StationId.Parse(s.Key), s.Value)) ?? []);
        if (failure is not null)
        {
            FeedHeard(log);
        }

        failure = null;
        if (hello.Resumed is not true)
        {
            listeners.Publish(new EventsMissed(clock.GetUtcNow()));
        }
    }

    private void Remember(FeedEvent happened)
    {
        if (happened is not SilenceChanged change)
        {
            return;
        }

        if (change is { IsSilent: true, Since: { } since })
        {
            silent[change.Station] = since;
        }
        else
        {
            silent.TryRemove(change.Station, out _);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "the silo's events are not heard any more: {Reason}")]
    private static partial void FeedLost(ILogger log, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "the silo's events are heard")]
    private static partial void FeedHeard(ILogger log);
}
