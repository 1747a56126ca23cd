using System.Text;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Fuzz.Targets.Hj212;

/// <summary>Any bytes, however they are split, give the same frames; behind them good frames are found again.</summary>
public sealed class Hj212ReaderTarget : FuzzTarget
{
    private const int RunsPerRecovery = 50;

    private static readonly byte[] Good = Encoding.ASCII.GetBytes("##0075QN=20261121080000123;ST=21;CN=9014;PW=s3cret;MN=A500000_0007;Flag=5;CP=&&&&DF81\r\n");

    // However the bytes mislead, no more than one largest segment can be lost behind them.
    private static readonly byte[] ManyGood = [.. Enumerable.Repeat(Good, 2 + (Hj212ReadOptions.DefaultMaxSegment / Good.Length)).SelectMany(f => f)];

    private int untilRecovery;

    public override string Name => "hj212-reader";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Frames;

    public override IReadOnlyList<byte[]> Words => FrameRepair.Words;

    public override IReadOnlyList<string> Demanded => 
    [
        "frame", "noise", "crc-mismatch", "length-mismatch", "no-header", "truncated", "bad-field",
        "frame: length", "frame: separator", "frame: item", "frame: cp-end", "frame: no-st", "frame: no-mn", "frame: encoding", "frame: oversize", "frame: form",
    ];

    public override int LongestInput => 20 * 1024;

    public override void Repair(Dice dice, List<byte> bytes) => FrameRepair.Repair(dice, bytes);

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var whole = FrameStream.InPieces(input);
        var (a, b) = (Place(input, 3), Place(input, 7));
        HoldSame(whole, FrameStream.InPieces(input, a, b), $"pieces that end at {a} and {b}");
        HoldSame(whole, FrameStream.InBlocks(input, a), $"a block that ends at {a}");
        if (++untilRecovery % RunsPerRecovery == 0)
        {
            Hold(FrameStream.InPieces([.. input, .. ManyGood]) is [.., { Fault: null } last] && last.Text.Contains("CN=9014", StringComparison.Ordinal), "after the input the next good frames are found");
        }

        foreach (var seen in whole)
        {
            outcomes.Add(seen.Fault ?? "frame");
            foreach (var deviation in Hj212DeviationNames.Of(seen.Deviations))
            {
                outcomes.Add($"frame: {deviation}");
            }
        }

        return ValueTask.CompletedTask;
    }

    private static void HoldSame(List<SeenFrame> whole, List<SeenFrame> split, string how)
    {
        var same = whole.Zip(split).TakeWhile(pair => pair.First == pair.Second).Count();
        Hold(same == whole.Count && same == split.Count, $"{how} give the same frames; the first that differs is {whole.ElementAtOrDefault(same)}, split {split.ElementAtOrDefault(same)}");
    }

    // Follows from the input alone, so that the saved input repeats the finding.
    private static int Place(byte[] input, int factor) => input.Length == 0 ? 0 : input.Sum(b => b) * factor % input.Length;
}
