using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net.Sockets;
using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Lines;

/// <summary>
/// A connection to the gateway that comes back: opened with back-off whenever it is lost, shared by any number of devices,
/// each with one message under way. A message is repeated under the same key until it is answered or the repeats are used up.
/// </summary>
public sealed class Line(OpenLine open, ILineDialect dialect, RetryRules rules, TimeProvider time, FleetCounters counters)
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource<ExchangeOutcome>> pending = new(StringComparer.Ordinal);
    private readonly Lock gate = new();
    private TaskCompletionSource<Opening> opening = NewOpening();

    /// <summary>Failed openings in a row after which waiting messages get no answer; null: wait for ever, as a logger does.</summary>
    public int? GiveUpAfter { get; init; }

    /// <summary>Keeps the connection until stopped.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        for (var failures = 0; ; )
        {
            var isUseful = false;
            var why = "the gateway closed the connection";
            Renew(evenRefusal: true);
            try
            {
                await using var stream = await open(cancellationToken);
                using var connection = new LineConnection(stream);
                await connection.Send(dialect.Greeting, cancellationToken);
                isUseful = await Read(connection, cancellationToken);
            }
            catch (Exception fault) when (fault is IOException or SocketException or InvalidDataException or UnauthorizedAccessException)
            {
                why = fault.Message;
            }

            failures = isUseful ? 0 : failures + 1;
            if (failures >= GiveUpAfter)
            {
                Tell(new Opening(null, new ExchangeOutcome(ExchangeResult.Unanswered, why)));
            }

            counters.CountReconnect(why);
            await Task.Delay(rules.Pause(Math.Max(1, failures)), time, cancellationToken);
        }
    }

    /// <summary>Sends a message and waits for what becomes of it.</summary>
    public async Task<ExchangeOutcome> Exchange(Upload upload, CancellationToken cancellationToken)
    {
        string? key = null;
        var frame = new ArrayBufferWriter<byte>();
        var answered = new TaskCompletionSource<ExchangeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            for (var sent = 0; ; sent++)
            {
                var way = await Way().WaitAsync(cancellationToken);
                if (way.Connection is not { } connection)
                {
                    return way.Refusal;
                }

                frame.ResetWrittenCount();
                key = dialect.Write(upload, isRepeat: sent > 0, frame);
                pending[key] = answered;
                if (sent > 0)
                {
                    counters.CountRepeat();
                }

                if (await Answer(connection, frame.WrittenMemory, answered.Task, cancellationToken) is { } outcome)
                {
                    return outcome;
                }

                if (sent == rules.Repeats)
                {
                    connection.BreakIfSilent();
                    return ExchangeOutcome.Unanswered;
                }
            }
        }
        finally
        {
            _ = key is not null && pending.TryRemove(key, out _);
        }
    }

    private async Task<ExchangeOutcome?> Answer(
        LineConnection connection, ReadOnlyMemory<byte> frame, Task<ExchangeOutcome> answered, CancellationToken cancellationToken)
    {
        try
        {
            await connection.Send(frame, cancellationToken);
        }
        catch (Exception fault) when (fault is IOException or SocketException or ObjectDisposedException)
        {
            connection.Break();
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var timeout = Task.Delay(rules.Timeout, time, patience.Token);
        var first = await Task.WhenAny(answered, connection.Broken, timeout);
        await patience.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (first == connection.Broken)
        {
            // The way of this connection is closed; the next one opens with another.
            await connection.Closed.WaitAsync(cancellationToken);
        }

        return answered.IsCompleted ? await answered : null;
    }

    private async Task<bool> Read(LineConnection connection, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(connection.Stream, new StreamPipeReaderOptions(leaveOpen: true));
        var isUsable = dialect.Greeting.IsEmpty;
        if (isUsable)
        {
            Tell(new Opening(connection, default));
        }

        try
        {
            while (true)
            {
                var result = await connection.Read(reader, cancellationToken);
                var buffer = result.Buffer;
                while (dialect.TryRead(ref buffer, out var answer))
                {
                    if (answer is { Key.Length: 0, Outcome: var ofConnection })
                    {
                        isUsable = ofConnection.Result == ExchangeResult.Acknowledged;
                        Tell(new Opening(isUsable ? connection : null, ofConnection));
                    }
                    else if (answer is { } known && pending.TryGetValue(known.Key, out var waiting))
                    {
                        waiting.TrySetResult(known.Outcome);
                    }
                }

                reader.AdvanceTo(buffer.Start, buffer.End);
                if (result.IsCompleted)
                {
                    return isUsable;
                }
            }
        }
        catch (Exception fault) when (fault is IOException or SocketException)
        {
            return isUsable;
        }
        finally
        {
            Renew(evenRefusal: false);
            connection.Break();
            connection.Close();
        }
    }

    private Task<Opening> Way()
    {
        lock (gate)
        {
            return opening.Task;
        }
    }

    private void Tell(Opening result)
    {
        lock (gate)
        {
            opening.TrySetResult(result);
        }
    }

    // A refusal holds until the next attempt: whoever asks in the pause between them gets it too.
    private void Renew(bool evenRefusal)
    {
        lock (gate)
        {
            opening = opening.Task.IsCompletedSuccessfully && (evenRefusal || opening.Task.Result.Connection is not null) ? NewOpening() : opening;
        }
    }

    private static TaskCompletionSource<Opening> NewOpening() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private sealed record Opening(LineConnection? Connection, ExchangeOutcome Refusal);
}
