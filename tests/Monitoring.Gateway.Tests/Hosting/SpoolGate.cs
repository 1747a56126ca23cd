using Monitoring.Gateway.Intake;

namespace Monitoring.Gateway.Tests.Hosting;

/// <summary>Stands before the real spool and holds messages back, as a slow disk would.</summary>
public sealed class SpoolGate
{
    private volatile TaskCompletionSource? closed;
    private int waiting;
    private int refused;

    /// <summary>Messages that wait before the closed gate.</summary>
    public int Waiting => Volatile.Read(ref waiting);

    /// <summary>Messages that were refused, each try counted.</summary>
    public int Refused => Volatile.Read(ref refused);

    public void Close() => closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open()
    {
        closed?.TrySetResult();
        closed = null;
    }

    /// <summary>While set, the disk refuses: nothing is kept.</summary>
    public Exception? Refusal { get; set; }

    public AppendTelemetry Before(AppendTelemetry spool) => async (telemetry, cancellationToken) =>
    {
        Refuse();
        if (closed is { } gate)
        {
            Interlocked.Increment(ref waiting);
            await gate.Task;
            Interlocked.Decrement(ref waiting);
            Refuse();
        }

        return await spool(telemetry, cancellationToken);
    };

    private void Refuse()
    {
        if (Refusal is { } refusal)
        {
            Interlocked.Increment(ref refused);
            throw refusal;
        }
    }
}
