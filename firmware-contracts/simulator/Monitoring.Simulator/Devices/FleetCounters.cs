namespace Monitoring.Simulator.Devices;

/// <summary>What the devices of a run have done so far.</summary>
public sealed class FleetCounters
{
    private long acknowledged;
    private long repeated;
    private long refused;
    private long notAdmitted;
    private long unanswered;
    private long reconnects;
    private string? lastTrouble;

    public long Acknowledged => Volatile.Read(ref acknowledged);

    /// <summary>Frames sent again under the same QN or packet id.</summary>
    public long Repeated => Volatile.Read(ref repeated);

    /// <summary>Refusals of messages and of devices that are not let in.</summary>
    public long Refused => RefusedForGood + Volatile.Read(ref notAdmitted);

    /// <summary>Messages that the gateway will never take; the device has dropped them.</summary>
    public long RefusedForGood => Volatile.Read(ref refused);

    /// <summary>Exchanges that ended without an answer after the last repeat.</summary>
    public long Unanswered => Volatile.Read(ref unanswered);

    public long Reconnects => Volatile.Read(ref reconnects);

    /// <summary>The newest refusal, or the reason why a connection was lost or not opened; null when there was none.</summary>
    public string? LastTrouble => Volatile.Read(ref lastTrouble);

    public void CountRepeat() => Interlocked.Increment(ref repeated);

    public void CountReconnect(string why)
    {
        Interlocked.Increment(ref reconnects);
        Volatile.Write(ref lastTrouble, why);
    }

    public void Count(Upload upload, ExchangeOutcome outcome)
    {
        switch (outcome.Result)
        {
            case ExchangeResult.Acknowledged:
                Interlocked.Increment(ref acknowledged);
                break;
            case ExchangeResult.Unanswered:
                Interlocked.Increment(ref unanswered);
                break;
            case ExchangeResult.NotAdmitted:
                Interlocked.Increment(ref notAdmitted);
                Volatile.Write(ref lastTrouble, $"{upload.Mn}: {outcome.Detail}");
                break;
            default:
                Interlocked.Increment(ref refused);
                Volatile.Write(ref lastTrouble, $"{upload.Mn}: {outcome.Detail}");
                break;
        }
    }

    public override string ToString() =>
        $"{Acknowledged} acknowledged, {Repeated} repeated, {Refused} refused, {Unanswered} unanswered, {Reconnects} reconnects";
}
