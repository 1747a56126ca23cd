using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Intake;

namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// Brings quarantined messages in after their cause was removed: the device registered, its dialect set, a newer release. What came of
/// it stands, durably, in the entry; a message that is in is never brought in again. A kill between spool and entry repeats
/// one message, which every later hop knows by its readings.
/// </summary>
public sealed class QuarantineReplay
{
    /// <summary>Most messages of one run.</summary>
    public const int MaxRun = 500;

    private readonly QuarantineStore quarantine;
    private readonly ReplayWalk walk;
    private readonly TimeProvider clock;
    private readonly ILogger<QuarantineReplay> logger;
    private readonly SemaphoreSlim turn = new(1);

    internal QuarantineReplay(QuarantineStore quarantine, ReplayWalk walk, TimeProvider clock, ILogger<QuarantineReplay> logger)
    {
        this.quarantine = quarantine;
        this.walk = walk;
        this.clock = clock;
        this.logger = logger;
    }

    /// <summary>The entry with what came of it; null when there is none with this id.</summary>
    /// <exception cref="GatewayException">The spool or the quarantine takes nothing now; try later.</exception>
    public async Task<QuarantinedMessage?> One(long id, string by, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            return quarantine.Find(id) is { } message ? await Take(message, by) : null;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>Up to <paramref name="limit"/> messages that are not in yet, in the order of their arrival, behind an id.</summary>
    public async Task<ReplayRun> Some(ReplayChoice choice, long after, int limit, string by, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            var chosen = quarantine.Waiting(choice, after, Math.Clamp(limit, 1, MaxRun) + 1);
            var replayed = new List<QuarantinedMessage>();
            foreach (var id in chosen.Take(Math.Clamp(limit, 1, MaxRun)))
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    // What is in already must be told: it goes into the audit.
                    return new ReplayRun(replayed, id - 1, IsHalted: true);
                }

                try
                {
                    if (quarantine.Find(id) is { } message)
                    {
                        replayed.Add(await Take(message, by));
                    }
                }
                catch (GatewayException e)
                {
                    logger.LogWarning("The replay halts before message {Id} of the quarantine: {Reason}", id, e.Message);
                    return new ReplayRun(replayed, id - 1, IsHalted: true);
                }
            }

            return new ReplayRun(replayed, chosen.Count > replayed.Count && replayed.Count > 0 ? replayed[^1].Id : null, IsHalted: false);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<QuarantinedMessage> Take(QuarantinedMessage message, string by)
    {
        if (message.Replay is { IsIn: true })
        {
            return message;
        }

        var outcome = await walk.Take(message);
        if (outcome.Verdict is IntakeVerdict.NotKept)
        {
            throw new GatewayException("the spool takes nothing now; its status says why");
        }

        var replay = new Replay(clock.GetUtcNow(), by, WordOf(outcome), outcome.Detail ?? "");
        await quarantine.Replayed(message.Id, replay);
        logger.LogInformation("Message {Id} of the quarantine ({Reason}, {Mn}) was replayed by {By}: {Outcome} {Detail}", message.Id, message.Reason, message.Mn, by, replay.Outcome, replay.Detail);
        return message with { Replay = replay };
    }

    private static string WordOf(IntakeOutcome outcome) => outcome switch
    {
        { Verdict: IntakeVerdict.Stored } => Replay.Stored,
        { Verdict: IntakeVerdict.Repeated } => Replay.Repeated,
        { Reason: { } reason } => reason.Word(),
        _ => Replay.NotReplayable,
    };
}
