using System.Collections.Concurrent;
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
            catch (Exception e) when (e is SiloUnavailableException or IOException or HttpRequestException or OperationCanceledException)
            {
                if (failure is null)
                {
                    FeedLost(log, e.Message);
                }

                failure = e.Message;
            }
            catch (Exception e)
            {
                // What cannot be read would be the first line again: begun anew the feed goes on behind it, and says that something was missed.
                if (failure != e.Message)
                {
                    FeedUnreadable(log, e);
                }

                (position, failure) = (null, e.Message);
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
        Begin(Read(await lines.ReadLineAsync(either.Token) ?? throw new IOException("the silo ended the feed at once")));
        late.CancelAfter(Patience);
        while (await lines.ReadLineAsync(either.Token) is { } line)
        {
            late.CancelAfter(Patience);
            if (line.Length > 0)
            {
                Take(Read(line));
            }

            heard();
        }

        throw new IOException("the silo ended the feed");
    }

    private static FeedLine Read(string line) => FeedLine.Read(line) ?? throw new InvalidDataException("the silo's feed holds something that is no event");

    private void Begin(FeedLine hello)
    {
        if (hello is not { Event: FeedLine.Hello, Epoch: { } epoch })
        {
            throw new InvalidDataException("the silo's feed begins with something else than its first line");
        }

        silent = new(hello.SilentStations?.Select(s => KeyValuePair.Create(StationId.Parse(s.Key), s.Value)) ?? []);
        if (hello.Resumed is not true)
        {
            listeners.Publish(new EventsMissed(clock.GetUtcNow()));
        }

        position = (epoch, hello.Number);
        if (failure is not null)
        {
            FeedHeard(log);
        }

        failure = null;
    }

    // The position moves last: an event that fails on the way was not taken.
    private void Take(FeedLine line)
    {
        var (epoch, number) = position!.Value;
        if (line.Number > number + 1)
        {
            listeners.Publish(new EventsMissed(clock.GetUtcNow()));
        }

        var happened = line.ToEvent();
        Remember(happened);
        listeners.Publish(happened);
        position = (epoch, line.Number);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "an event of the silo cannot be read; listeners are told that they missed something, and the feed begins anew")]
    private static partial void FeedUnreadable(ILogger log, Exception e);

    [LoggerMessage(Level = LogLevel.Information, Message = "the silo's events are heard")]
    private static partial void FeedHeard(ILogger log);
}
