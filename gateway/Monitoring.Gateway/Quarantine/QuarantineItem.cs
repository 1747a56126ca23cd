namespace Monitoring.Gateway.Quarantine;

/// <summary>A refused message in the list.</summary>
public sealed record QuarantineItem(long Id, DateTimeOffset At, string Door, string Peer, string? Mn, string Reason, string Detail, long TotalBytes, ReplayResponse? Replay)
{
    public static QuarantineItem Of(QuarantinedMessage m) => new(m.Id, m.At, m.Door, m.Peer, m.Mn, m.Reason, m.Detail, m.TotalBytes, ReplayResponse.Of(m.Replay));
}

/// <summary>The last attempt to bring a refused message in after all.</summary>
/// <param name="Outcome"><c>stored</c>, <c>repeated</c>, <c>not-replayable</c>, or the reason for which it was refused again.</param>
public sealed record ReplayResponse(DateTimeOffset At, string By, string Outcome, string Detail)
{
    internal bool IsIn => Outcome is Quarantine.Replay.Stored or Quarantine.Replay.Repeated;

    public static ReplayResponse? Of(Replay? replay) => replay is null ? null : new ReplayResponse(replay.At, replay.By, replay.Outcome, replay.Detail);
}
