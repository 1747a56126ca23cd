using System.Text;
using Monitoring.Fuzz.Targets.Hj212;

namespace Monitoring.Fuzz.Targets.Doors;

/// <summary>
/// A serial line: it never ends, so after every input a good frame is sent until it is answered. The wire is a pipe in this
/// process; the terminal's own settings have tests on real ptys.
/// </summary>
public sealed class SerialDoorTarget : FuzzTarget
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly WireInMemory wire = new();
    private FuzzedGateway gateway = null!;
    private long exchanges;

    public override string Name => "door-serial";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Frames;

    public override IReadOnlyList<byte[]> Words => FrameRepair.Words;

    public override IReadOnlyList<string> Demanded => ["answered at once"];

    public override int ShortRuns => 100;

    public override void Repair(Dice dice, List<byte> bytes) => FrameRepair.Repair(dice, bytes);

    public override async Task Start() => gateway = await FuzzedGateway.Start(wire);

    public override async ValueTask Take(byte[] input, Outcomes outcomes)
    {
        await wire.Output.WriteAsync(input);
        var qn = $"2026112108{++exchanges % 10_000_000:D7}";
        var frame = FrameRepair.Wrap($"QN={qn};ST=21;CN=2011;PW={FuzzedGateway.Password};MN={FuzzedGateway.Mn};Flag=5;CP=&&DataTime=20261121080000;w01001-Rtd=7.21&&");
        var answer = Answered($"QN={qn};");
        var tries = 0;
        do
        {
            tries++;
            await wire.Output.WriteAsync(frame);
        }
        while (await Task.WhenAny(answer, Task.Delay(Pause, TimeProvider.System)) != answer);
        await answer;
        outcomes.Add(tries == 1 ? "answered at once" : "answered after silence");
    }

    private async Task Answered(string wanted)
    {
        while (true)
        {
            var read = await wire.Input.ReadAsync();
            var text = Encoding.ASCII.GetString(read.Buffer);
            var found = text.Contains(wanted, StringComparison.Ordinal) && text.EndsWith('\n');
            wire.Input.AdvanceTo(found ? read.Buffer.End : read.Buffer.Start, read.Buffer.End);
            if (found)
            {
                return;
            }

            Hold(!read.IsCompleted, "the line stays open");
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await base.DisposeAsync();
    }
}
