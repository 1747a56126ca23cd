using Monitoring.Storage.Series;
using Polly;
using Polly.Timeout;

namespace Monitoring.Storage.Influx;

/// <summary>
/// Brings points through a <see cref="ILineDoor"/>. Of a batch that is not taken whole, the lines that the answer names are set aside and the rest is
/// sent again; where it names none, halves are sent until the one line stands alone. A repeated line is the same point.
/// </summary>
public sealed class InfluxWriter : IDisposable
{
    /// <summary>Of one write. What is still refused in a whole by then is parked as a whole: a batch of bad lines must not outlast the right to tell.</summary>
    private const int MaxRequests = 1000;

    private readonly ILineDoor door;
    private readonly InfluxOptions options;
    private readonly TimeProvider clock;
    private readonly LineProtocol protocol;
    private readonly ResiliencePipeline pipeline;
    private readonly InfluxMetrics metrics = new();
    private Exception? lastFailure;
    private bool isInDoubt;

    public InfluxWriter(ILineDoor door, InfluxOptions options, TimeProvider clock)
    {
        (this.door, this.options, this.clock) = (door, options, clock);
        protocol = new LineProtocol(options.Measurement);
        pipeline = InfluxPipeline.Create(options, clock, AttemptFailed);
    }

    /// <summary>Of several versions of a key the one with the greatest origin is written. One call at a time; between calls the caller keeps the order.</summary>
    /// <exception cref="StoreUnavailableException">The server takes nothing now; the same write may succeed later.</exception>
    public async Task<SeriesAnswer> Write(IReadOnlyCollection<SeriesPoint> points, CancellationToken cancellationToken)
    {
        var rejected = new List<RejectedPoint>();
        var lines = new Lines(protocol);
        foreach (var point in CurrentOf(points))
        {
            if (LineProtocol.Fault(point) is { } fault)
            {
                rejected.Add(new RejectedPoint(point, fault));
            }
            else
            {
                lines.Add(point);
            }
        }

        (lastFailure, isInDoubt) = (null, false);
        try
        {
            await Send(lines, rejected, cancellationToken);
        }
        catch (Exception e) when (e is InfluxUnavailableException or TimeoutRejectedException)
        {
            // What ran out of time says less than the attempts before it.
            var cause = e is TimeoutRejectedException && lastFailure is InfluxUnavailableException known ? known : e;
            throw new StoreUnavailableException(cause is TimeoutRejectedException ? $"{InfluxUnavailableException.Server(options.Url!)} did not answer in time" : cause.Message, e);
        }

        return new SeriesAnswer(rejected, isInDoubt);
    }

    public void Dispose()
    {
        door.Dispose();
        metrics.Dispose();
    }

    private static IEnumerable<SeriesPoint> CurrentOf(IReadOnlyCollection<SeriesPoint> points)
    {
        var current = new Dictionary<(Contracts.StationId, Contracts.ReadingKey), SeriesPoint>(points.Count);
        foreach (var point in points)
        {
            var key = (point.Station, point.Version.Reading.Key);
            if (!current.TryGetValue(key, out var other) || point.Version.Origin > other.Version.Origin)
            {
                current[key] = point;
            }
        }

        return current.Values;
    }

    private async Task Send(Lines lines, List<RejectedPoint> rejected, CancellationToken cancellationToken)
    {
        var waiting = new Stack<IReadOnlyList<int>>();
        waiting.Push([.. Enumerable.Range(0, lines.Count)]);
        var (readsLines, requests) = (false, 0);
        while (waiting.TryPop(out var part))
        {
            if (part.Count == 0)
            {
                continue;
            }

            requests++;
            var answer = await Ask(lines.Body(part), cancellationToken);
            if (answer.IsTaken)
            {
                readsLines = true;
                metrics.Written(part.Count);
                continue;
            }

            var refusal = Refusal.Of(answer);
            if (refusal.IsOfALimit)
            {
                throw InfluxUnavailableException.Of(options.Url!, answer.Status, answer.Body, retryAfter: null);
            }

            var named = refusal.Named(lines, part);
            if (named.Count > 0 && requests < MaxRequests)
            {
                rejected.AddRange(named.Select(n => new RejectedPoint(lines.Point(n.Key), n.Value)));
                waiting.Push([.. part.Where(line => !named.ContainsKey(line))]);
            }
            else if (part.Count > 1 && requests < MaxRequests && (refusal.IsTooLarge || refusal.Dropped != part.Count))
            {
                waiting.Push([.. part.Skip(part.Count / 2)]);
                waiting.Push([.. part.Take(part.Count / 2)]);
            }
            else if (refusal.IsOutlived)
            {
                metrics.Outlived(part.Count);
            }
            else
            {
                // Words that are not about lines may be about the request. Then a line that is right is refused too, and nothing is parked.
                readsLines = readsLines || refusal.IsAboutLines || (!refusal.IsTooLarge && (await Ask(protocol.Probe(clock.GetUtcNow()), cancellationToken)).IsTaken);
                if (!readsLines && !refusal.IsTooLarge)
                {
                    throw InfluxUnavailableException.Of(options.Url!, answer.Status, answer.Body, retryAfter: null);
                }

                rejected.AddRange(part.Select(line => new RejectedPoint(lines.Point(line), refusal.Reason)));
            }
        }
    }

    private async Task<LineAnswer> Ask(ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        await pipeline.ExecuteAsync(async stop => await door.Send(body, stop), cancellationToken);

    private void AttemptFailed(Exception e)
    {
        lastFailure = e;
        isInDoubt |= e is not InfluxUnavailableException { IsInDoubt: false };
    }
}
