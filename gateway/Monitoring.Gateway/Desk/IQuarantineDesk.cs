using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Desk;

/// <summary>The quarantine of one gateway, for a technician: of a running one through its door, of a stopped one in its files.</summary>
internal interface IQuarantineDesk
{
    /// <summary>A page of refused messages, newest first.</summary>
    /// <param name="before">The last id of the page before.</param>
    Task<IReadOnlyList<QuarantineItem>> List(long? before, CancellationToken cancellationToken);

    /// <summary>Brings one message in; null when there is none with this id.</summary>
    /// <exception cref="GatewayException">The gateway takes nothing now.</exception>
    Task<QuarantineItem?> Replay(long id, CancellationToken cancellationToken);

    /// <summary>Brings chosen messages in, some at a time, behind an id.</summary>
    Task<ReplayedItems> Replay(ReplayChoice choice, long after, CancellationToken cancellationToken);
}

/// <summary>What came of some replays.</summary>
/// <param name="Items">The messages that were tried.</param>
/// <param name="After">The last id that was tried, to go on behind it; null when none is left.</param>
/// <param name="IsHalted">True when the spool takes nothing now.</param>
internal sealed record ReplayedItems(IReadOnlyList<QuarantineItem> Items, long? After, bool IsHalted);

/// <summary>The quarantine itself.</summary>
internal sealed class QuarantineDesk(QuarantineStore quarantine, QuarantineReplay replay) : IQuarantineDesk
{
    // Two commits each: an answer comes within seconds on a slow disk, too.
    private const int PerRun = 100;

    public Task<IReadOnlyList<QuarantineItem>> List(long? before, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<QuarantineItem>>([.. quarantine.List(before, QuarantineStore.MaxPage).Select(QuarantineItem.Of)]);

    public async Task<QuarantineItem?> Replay(long id, CancellationToken cancellationToken) =>
        await replay.One(id, DeskOperator.Name, cancellationToken) is { } message ? QuarantineItem.Of(message) : null;

    public async Task<ReplayedItems> Replay(ReplayChoice choice, long after, CancellationToken cancellationToken)
    {
        var run = await replay.Some(choice, after, PerRun, DeskOperator.Name, cancellationToken);
        return new ReplayedItems([.. run.Replayed.Select(QuarantineItem.Of)], run.After, run.IsHalted);
    }
}
