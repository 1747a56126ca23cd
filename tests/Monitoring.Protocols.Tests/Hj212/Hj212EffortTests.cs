using System.Buffers;
using System.Text;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

/// <summary>What bytes cost that are made to cost much: how often the reader looks at each, counted, whatever the machine.</summary>
public sealed class Hj212EffortTests(ITestOutputHelper output)
{
    private const int Flood = 256 * 1024;
    private const int Block = 4096;

    [Theory]
    [InlineData("##")]
    [InlineData("#")]
    [InlineData("0123456789")]
    [InlineData("##0123456789")]
    [InlineData("\r\n")]
    [InlineData("\0")]
    [InlineData("&&ABCD")]
    [InlineData("=//")]
    [InlineData("##9999")]
    [InlineData("##9999x")]
    [InlineData("##9999=//")]
    public void What_cannot_be_a_frame_is_looked_at_a_few_times(string unit) => LooksPerByteOf(unit).ShouldBeLessThan(10);

    // What claims to be long has to be searched to its end. No line, text or candidate in it may begin that anew.
    [Theory]
    [InlineData("##9999CP=&&")]
    [InlineData("##9999CP=&&\n")]
    [InlineData("##9999CP=&&ABCD\n")]
    [InlineData("##9999CP=&&&&ABCD\r\n")]
    [InlineData("##9999CP=&&=//a//&&ABCD\n")]
    [InlineData("##9999CP=&&=//a//;=//b//;&&ABCD\n")]
    [InlineData("##9999CP=&&=//")]
    [InlineData("##9999CP=&&=//;")]
    [InlineData("##9999CP=&&{0x")]
    [InlineData("##9999CP=&&{0x00,0x00,0x00,0x00,")]
    [InlineData("##0017=//a//;=//&&ABCD\n")]
    [InlineData("##9999CP=&&##0010=//a//;&&ABCD\n")]
    public void A_head_costs_at_most_a_few_passes_over_the_longest_segment(string unit) =>
        (LooksPerByteOf(unit) * unit.Length).ShouldBeLessThan(4 * Hj212ReadOptions.DefaultMaxSegment);

    [Fact]
    public void Good_frames_are_looked_at_a_few_times_each()
    {
        byte[] bytes = [.. Enumerable.Repeat(Frames.RealTimeData(), 1000).SelectMany(b => b)];

        LooksPerByte(new ReadOnlySequence<byte>(bytes)).ShouldBeLessThan(6);
    }

    private double LooksPerByteOf(string unit)
    {
        var bytes = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat(unit, Flood / unit.Length)));
        var whole = LooksPerByte(new ReadOnlySequence<byte>(bytes));
        var blocks = LooksPerByte(Frames.InBlocks(bytes, [.. Enumerable.Range(1, bytes.Length / Block).Select(i => i * Block)]));
        output.WriteLine($"{whole:F1} looks per byte in one piece, {blocks:F1} in blocks");
        return Math.Max(whole, blocks);
    }

    private static double LooksPerByte(ReadOnlySequence<byte> buffer)
    {
        var length = buffer.Length;
        var options = new Hj212ReadOptions { Effort = new Hj212Effort() };
        while (Hj212Reader.Read(ref buffer, options, isFinal: true, out _, out _) != OperationStatus.NeedMoreData)
        {
        }

        return options.Effort.Bytes / (double)length;
    }
}
