using System.Threading.Channels;
using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>
/// The queue and the one running turn of a station in this process. Batches that wait are taken together: what a turn costs by
/// itself (a look into the store, a commit, the station's hours and days) is paid once for all of them. Holds an activation
/// while it is used; a turn that fails takes its activation with it, and batches that failed together are tried alone.
/// </summary>
internal sealed class StationMailbox
{
    // Bounds what one turn holds in memory and how long the first of it waits for the last.
    private const int MostMessages = 512;

    private readonly Channel<StationTurn> turns;
    private readonly Func<StationGrain> activate;
    private readonly TimeProvider clock;
    private readonly Task predecessor;
    private StationGrain? grain;
    private bool awaitsTime;
    private long lastUsed;

    /// <param name="predecessor">Ends when the last turn of this station's earlier mailbox has ended: never two at once.</param>
    public StationMailbox(Func<StationGrain> activate, int capacity, TimeProvider clock, Task predecessor)
    {
        this.activate = activate;
        this.clock = clock;
        this.predecessor = predecessor;
        turns = Channel.CreateBounded<StationTurn>(new BoundedChannelOptions(capacity) { SingleReader = true });
        lastUsed = clock.GetTimestamp();
        Ended = Task.Run(Run);
    }

    /// <summary>Ends when nothing runs here any more.</summary>
    public Task Ended { get; }

    /// <summary>True while the station needs a turn at a later time, also when the turn that should have brought it failed.</summary>
    public bool AwaitsTime => Volatile.Read(ref awaitsTime);

    public bool IsIdleFor(TimeSpan time) => turns.Reader.Count == 0 && clock.GetElapsedTime(Interlocked.Read(ref lastUsed)) >= time;

    /// <summary>False when this mailbox is closed: the caller takes the station's next one.</summary>
    public async Task<bool> TryPost(StationTurn turn, CancellationToken cancellationToken)
    {
        try
        {
            await turns.Writer.WriteAsync(turn, cancellationToken);
            return true;
        }
        catch (ChannelClosedException)
        {
            return false;
        }
    }

    /// <summary>Takes no more turns; those inside are still done.</summary>
    public void Close() => turns.Writer.TryComplete();

    private async Task Run()
    {
        await predecessor;
        while (await turns.Reader.WaitToReadAsync())
        {
            Interlocked.Exchange(ref lastUsed, clock.GetTimestamp());
            var together = TakeWaiting();
            if (await TryTake(together) is { } error)
            {
                await TakeAlone(together, error);
            }
        }
    }

    private List<StationTurn> TakeWaiting()
    {
        turns.Reader.TryRead(out var first);
        var together = new List<StationTurn> { first! };
        var messages = first!.Batch?.Entries.Count;
        while (messages < MostMessages && turns.Reader.TryPeek(out var next) && next.Batch is { } batch && turns.Reader.TryRead(out _))
        {
            together.Add(next);
            messages += batch.Entries.Count;
        }

        return together;
    }

    // One poisonous batch must not fail its neighbours.
    private async Task TakeAlone(List<StationTurn> together, Exception error)
    {
        if (together is [var only])
        {
            only.Fail(error);
            return;
        }

        foreach (var turn in together)
        {
            if (await TryTake([turn]) is { } own)
            {
                turn.Fail(own);
            }
        }
    }

    /// <summary>What went wrong; then nothing is stored and nobody is answered yet.</summary>
    private async Task<Exception?> TryTake(List<StationTurn> together)
    {
        grain ??= activate();
        try
        {
            IReadOnlyList<StationReceipt> receipts = [default];
            if (together[0].Batch is null)
            {
                await grain.Tick();
            }
            else
            {
                receipts = await grain.Accept(together.ConvertAll(t => t.Batch!));
            }

            // Those who are answered see what the turn brought.
            Volatile.Write(ref awaitsTime, grain.AwaitsTime);
            for (var i = 0; i < together.Count; i++)
            {
                together[i].Succeed(receipts[i]);
            }

            return null;
        }
        catch (Exception e)
        {
            // Whoever sent the batch decides; here only the activation goes.
            Volatile.Write(ref awaitsTime, grain.AwaitsTime || awaitsTime);
            grain = null;
            return e;
        }
    }
}
