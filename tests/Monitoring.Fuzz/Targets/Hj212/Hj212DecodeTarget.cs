using System.Buffers;
using System.Text;
using System.Text.Json;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Fuzz.Targets.Hj212;

/// <summary>A line of the file that <c>decode hj212</c> reads: every object it prints is JSON, and escapes give back their bytes.</summary>
public sealed class Hj212DecodeTarget : FuzzTarget
{
    // The public test key of the 2025 edition, sixteen bytes 0x30: what the golden vectors are sealed with.
    private static readonly Hj212DataKey? PublicKey = Hj212DataKey.TryParse("30303030303030303030303030303030", out var key) ? key : null;

    private static readonly Hj212ReadOptions Tolerant = new() { CrcDialects = Hj212CrcDialects.Modbus | Hj212CrcDialects.ModbusSwapped, DataKey = PublicKey };

    private readonly ArrayBufferWriter<byte> output = new();

    public override string Name => "hj212-decode";

    public override IReadOnlyList<byte[]> Seeds { get; } = [.. Corpus.Frames.Select(f => Encoding.ASCII.GetBytes(Hj212Escapes.Escape(f))), .. Corpus.Frames];

    public override IReadOnlyList<byte[]> Words { get; } = [.. FrameRepair.Words, .. Texts(@"\", @"\\", @"\x", @"\x0", @"\xZZ", @"\xff", @"\r\n", @"\0", @"\n##")];

    public override IReadOnlyList<string> Demanded =>
        ["valid", "noise", "crc-mismatch", "length-mismatch", "no-header", "truncated", "bad-field", "length", "separator", "item", "crc-modbus", "crc-modbus-swapped", "encoding", "form"];

    public override void Repair(Dice dice, List<byte> bytes) => FrameRepair.Repair(dice, bytes);

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        Hold(Hj212Escapes.Unescape(Encoding.ASCII.GetBytes(Hj212Escapes.Escape(input))).AsSpan().SequenceEqual(input), "escaped bytes come back");
        output.ResetWrittenCount();
        Hj212Json.DecodeLine(input, Tolerant, output);
        foreach (var line in Encoding.UTF8.GetString(output.WrittenSpan).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.GetProperty("valid").GetBoolean())
            {
                outcomes.Add("valid");
                foreach (var deviation in document.RootElement.GetProperty("deviations").EnumerateArray())
                {
                    outcomes.Add(deviation.GetString()!);
                }
            }
            else
            {
                outcomes.Add(document.RootElement.GetProperty("reason").GetString()!);
            }
        }

        return ValueTask.CompletedTask;
    }
}
