using System.Net.Sockets;
using System.Text;
using Monitoring.Fuzz.Targets.Hj212;

namespace Monitoring.Fuzz.Targets.Doors;

/// <summary>The TCP door of HJ 212: a connection per input, which the gateway answers and ends when the device has.</summary>
public sealed class Hj212DoorTarget : FuzzTarget
{
    private readonly byte[] buffer = new byte[4096];
    private FuzzedGateway gateway = null!;

    public override string Name => "door-hj212";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Frames;

    public override IReadOnlyList<byte[]> Words => FrameRepair.Words;

    public override IReadOnlyList<string> Demanded => ["CN=9014", "CN=9011", "no answer"];

    public override int ShortRuns => 150;

    public override void Repair(Dice dice, List<byte> bytes) => FrameRepair.Repair(dice, bytes);

    public override async Task Start() => gateway = await FuzzedGateway.Start();

    public override async ValueTask Take(byte[] input, Outcomes outcomes)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(gateway.Doors.Hj212!);
        await socket.SendAsync(input);
        socket.Shutdown(SocketShutdown.Send);
        var answers = new StringBuilder();
        for (var count = 1; count > 0;)
        {
            count = await socket.ReceiveAsync(buffer);
            answers.Append(Encoding.ASCII.GetString(buffer, 0, count));
        }

        var text = answers.ToString();
        var known = new[] { "CN=9011", "CN=9013", "CN=9014" }.Where(cn => text.Contains(cn, StringComparison.Ordinal)).ToList();
        known.ForEach(outcomes.Add);
        if (known.Count == 0)
        {
            Hold(text.Length == 0, $"an answer is one of the standard's, not {text}");
            outcomes.Add("no answer");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await base.DisposeAsync();
    }
}
