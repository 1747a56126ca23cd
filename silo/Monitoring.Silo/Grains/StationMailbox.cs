using System.Threading.Channels;
using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Grains;

/// <summary>
/// The queue and the one running turn of a station in this process. Holds an activation while it is used; a turn that
/// fails takes its activation with it.
/// </summary>
internal sealed class StationMailbox
{
    private readonly Channel<Turn> turns;
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
        turns = Channel.CreateBounded<Turn>(new BoundedChannelOptions(capacity) { SingleReader = true });
        lastUsed = clock.GetTimestamp();
        Ended = Task.Run(Run);
    }

    /// <summary>Ends when nothing runs here any more.</summary>
    public Task Ended { get; }

    /// <summary>True while the station needs a turn at a later time, also when the turn that should have brought it failed.</summary>
    public bool AwaitsTime => Volatile.Read(ref awaitsTime);

    public bool IsIdleFor(TimeSpan time) => turns.Reader.Count == 0 && clock.GetElapsedTime(Interlocked.Read(ref lastUsed)) >= time;

    /// <summary>Null when this mailbox is closed: the caller takes the station's next one.</summary>
    public async Task<Task<StationReceipt>?> TryPost(Func<IStationGrain, Task<StationReceipt>> work, CancellationToken cancellationToken)
    {
        var turn = new Turn(work);
        try
        {
            await turns.Writer.WriteAsync(turn, cancellationToken);
            return turn.Receipt;
        }
        catch (ChannelClosedException)
        {
            return null;
        }
    }

    /// <summary>Takes no more turns; those inside are still done.</summary>
    public void Close() => turns.Writer.TryComplete();

    private async Task Run()
    {
        await predecessor;
        await foreach (var turn in turns.Reader.ReadAllAsync())
        {
            Interlocked.Exchange(ref lastUsed, clock.GetTimestamp());
            grain ??= activate();
            var hasEnded = await turn.Take(grain);
            Volatile.Write(ref awaitsTime, grain.AwaitsTime || (!hasEnded && awaitsTime));
            grain = hasEnded ? grain : null;
            turn.Answer();
        }
    }

    private sealed class Turn(Func<IStationGrain, Task<StationReceipt>> work)
    {
        private readonly TaskCompletionSource<StationReceipt> receipt = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private Action answer = () => { };

        public Task<StationReceipt> Receipt => receipt.Task;

        /// <summary>False when the activation may not be used again.</summary>
        public async Task<bool> Take(IStationGrain grain)
        {
            try
            {
                var result = await work(grain);
                answer = () => receipt.SetResult(result);
                return true;
            }
            catch (Exception e)
            {
                // Whoever sent the batch decides; here only the activation goes.
                answer = () => receipt.SetException(e);
                return false;
            }
        }

        /// <summary>Tells whoever sent the turn, once the mailbox shows what it brought.</summary>
        public void Answer() => answer();
    }
}
