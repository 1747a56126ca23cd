namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>
/// A station that sends its uploads in packets and waits for the answer to each. What was answered it has forgotten: only a whole upload is sent
/// again, when the device repeats one that was acknowledged.
/// </summary>
public sealed class SplitLink : IDeviceLink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private readonly FrameLink frames;
    private readonly AnsweredPackets packets;

    public SplitLink(Stream stream, string mn, AnsweredPackets packets, Action<int> acknowledge)
    {
        this.packets = packets;
        frames = new FrameLink(stream, qn =>
        {
            var index = Upload.IndexOf(qn);
            packets.Add(index, Upload.PacketOf(qn));
            if (packets.AreAll(new Upload(mn, index)))
            {
                acknowledge(index);
            }
        });
    }

    public Task Ended => frames.Ended;

    public async Task Send(Upload upload)
    {
        var isRepeat = packets.AreAll(upload);
        for (var packet = 1; packet <= upload.Packets; packet++)
        {
            var answer = packets.AnswerTo(upload.Index, packet);
            if (answer.IsCompleted && !isRepeat)
            {
                continue;
            }

            await frames.Send(upload.ToPacket(packet));
            if (await Task.WhenAny(answer, frames.Ended, Task.Delay(Patience, TimeProvider.System)) != answer)
            {
                // The device comes back to it, from here on.
                return;
            }
        }
    }

    public ValueTask DisposeAsync() => frames.DisposeAsync();
}
