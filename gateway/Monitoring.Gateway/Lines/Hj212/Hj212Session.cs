using System.Buffers;
using System.IO.Pipelines;
using System.Threading.Channels;
using Monitoring.Gateway.Intake;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>
/// One HJ 212 line, whatever carries it: frames in, answers out. Many stations may speak on it; each is known by its MN,
/// never by the line.
/// </summary>
internal sealed class Hj212Session(
    IDuplexPipe line, string door, string peer, TimeSpan patience, Hj212Intake frames, TelemetryIntake intake, LineOptions options, TimeProvider clock)
{
    private readonly OrderedAnswers answers = new(line.Output, options, clock);
    private readonly Hj212Answers written = new();
    private readonly FaultLog faults = new(intake, door, peer, options, clock);
    private bool hasSentFrame;

    /// <summary>Serves the line until it ends, is silent for too long or the stop is ordered; what was read is answered.</summary>
    /// <returns>Why it ended.</returns>
    /// <exception cref="IOException">The line broke.</exception>
    public async Task<string> Run(CancellationToken stop)
    {
        var sending = answers.Send();
        try
        {
            return await Read(stop);
        }
        catch (ChannelClosedException)
        {
            return "the peer reads no answers";
        }
        finally
        {
            answers.Complete();
            await faults.Flush();
            await sending;
        }
    }

    private async Task<string> Read(CancellationToken stop)
    {
        await using var reader = new LineReader(line.Input, clock, stop);
        var opened = clock.GetTimestamp();
        var hasBegun = false;
        while (PatienceLeft(opened) is var left && left != TimeSpan.Zero)
        {
            if (await reader.Read(left, hasBegun ? options.FrameTimeout : null) is not { } bytes)
            {
                return reader.Ended;
            }

            hasBegun = await TakeFrames(bytes);
            if (bytes.Result.IsCompleted)
            {
                return "closed by the peer";
            }
        }

        return $"no frame within {options.FirstFrameTimeout}";
    }

    // Who has not sent one frame may be anybody; a wire has no strangers.
    private TimeSpan PatienceLeft(long opened)
    {
        if (hasSentFrame || patience == Timeout.InfiniteTimeSpan)
        {
            return patience;
        }

        var left = options.FirstFrameTimeout - clock.GetElapsedTime(opened);
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }

    /// <returns>True when a frame has begun and waits for its end.</returns>
    private async ValueTask<bool> TakeFrames(LineBytes bytes)
    {
        var buffer = bytes.Result.Buffer;
        while (true)
        {
            switch (Hj212Reader.Read(ref buffer, frames.Tolerance, bytes.IsFinal, out var frame, out var fault))
            {
                case OperationStatus.Done:
                    hasSentFrame = true;
                    await Take(frame);
                    break;
                case OperationStatus.InvalidData:
                    var (reason, detail) = Hj212Faults.Tell(fault);
                    await faults.Add(reason, detail, fault.ClaimedMn, fault.Raw);
                    break;
                default:
                    line.Input.AdvanceTo(buffer.Start, buffer.End);
                    return !buffer.IsEmpty;
            }
        }
    }

    private ValueTask Take(in Hj212Frame frame)
    {
        var outcome = frames.Take(frame, new Arrival(door, peer, clock.GetUtcNow(), frame.Raw.ToArray()));
        return outcome.Expected is { } expected
            ? answers.Add(new PendingAnswer(outcome, written.To(frame, expected)), CancellationToken.None)
            : TakeInTurn(frame, outcome.Outcome());
    }

    // A device that nobody has registered yet is read on when its frame is through: frames keep their order in the spool.
    private async ValueTask TakeInTurn(Hj212Frame frame, ValueTask<IntakeOutcome> outcome)
    {
        var known = await outcome;
        await answers.Add(new PendingAnswer(ValueTask.FromResult(written.To(frame, known))), CancellationToken.None);
    }
}
