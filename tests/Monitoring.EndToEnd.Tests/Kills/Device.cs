using System.Net.Sockets;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>
/// A device as HJ 212 describes it: keeps a window of messages unacknowledged, sends those again when the link is new or stays
/// silent, and never forgets one before its acknowledgement. Now and then it repeats one that was acknowledged.
/// </summary>
/// <param name="mn">The device's number.</param>
/// <param name="connect">Opens its link; the link tells which messages were acknowledged.</param>
public sealed class Device(string mn, Func<Device, Task<IDeviceLink>> connect)
{
    private const int Window = 16;
    private const int RepeatEvery = 13;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource gone = new();
    private int allowed;
    private volatile bool isLast;

    public string Mn => mn;

    public Journal Journal { get; } = new();

    /// <summary>Lets it send so many more messages.</summary>
    public void Allow(int messages) => Interlocked.Add(ref allowed, messages);

    /// <summary>No more messages than allowed so far; <see cref="Run"/> ends when all of them are acknowledged.</summary>
    public void Finish() => isLast = true;

    /// <summary>Ends <see cref="Run"/> at once.</summary>
    public void Abandon() => gone.Cancel();

    private bool IsDone => gone.IsCancellationRequested || (isLast && Journal.Sent >= allowed && Journal.Outstanding.Count == 0);

    public async Task Run()
    {
        while (!IsDone)
        {
            try
            {
                await using var link = await connect(this);
                await Speak(link);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
            {
                // Nobody listens yet, or no longer.
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private async Task Speak(IDeviceLink link)
    {
        await Repeat(link, Journal.Outstanding);
        while (!IsDone && !link.Ended.IsCompleted)
        {
            var acknowledged = Journal.NextAcknowledgement;
            if (Journal.Sent < Volatile.Read(ref allowed) && Journal.Outstanding.Count < Window)
            {
                var index = Journal.Send();
                await link.Send(new Upload(mn, index));
                if (index % RepeatEvery == RepeatEvery - 1)
                {
                    await link.Send(new Upload(mn, index / 2));
                }
            }
            else if (await Task.WhenAny(acknowledged, link.Ended, Task.Delay(Journal.Outstanding.Count > 0 ? Patience : Pause, TimeProvider.System)) is var first && first != acknowledged)
            {
                await Repeat(link, Journal.Outstanding);
            }
        }
    }

    private async Task Repeat(IDeviceLink link, IReadOnlyList<int> indexes)
    {
        foreach (var index in indexes)
        {
            await link.Send(new Upload(mn, index));
        }
    }
}
