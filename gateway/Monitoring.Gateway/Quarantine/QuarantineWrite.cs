namespace Monitoring.Gateway.Quarantine;

/// <summary>Something to keep. The result, set after the commit, is its id, or null when it was only counted.</summary>
internal abstract class QuarantineWrite(long atMs) : TaskCompletionSource<long?>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public long AtMs => atMs;

    public long? Id { get; set; }

    /// <summary>Set when there was no room: the others of the group are stored all the same.</summary>
    public QuarantineFullException? Refusal { get; set; }
}

internal sealed class RefusedWrite(long atMs, RefusedMessage message) : QuarantineWrite(atMs)
{
    public RefusedMessage Message => message;

    public int Size { get; set; }

    /// <summary>Set when it was only counted because the disk has no room for it, not because it is a repeat.</summary>
    public bool LacksRoom { get; set; }

    public IReadOnlyList<KeptMessage> Evicted { get; set; } = [];
}

internal sealed class ParkWrite(long atMs, ParkedRow row) : QuarantineWrite(atMs)
{
    public ParkedRow Row => row;

    /// <summary>False when the row was parked before, as after a crash between parking and letting go.</summary>
    public bool IsNew { get; set; }
}

internal sealed class ReplayedWrite(long atMs, long id, Replay replay) : QuarantineWrite(atMs)
{
    public long MessageId => id;

    public Replay Replay => replay;

    /// <summary>The message, when it is in and was bound to stay until now.</summary>
    public LetGo? LetGo { get; set; }
}

/// <summary>A message that was never given up for another, and now may be.</summary>
internal sealed record LetGo(bool IsParked, int Size);
