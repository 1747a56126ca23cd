using System.Buffers;
using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Benchmarks.Decode;

/// <summary>A stream of real-time uploads of water stations, each of exactly 300 bytes from head to tail, all with different values.</summary>
internal static class WaterFrames
{
    public const int FrameLength = 300;

    private static readonly string[] Codes = ["w01001", "w01009", "w01010", "w01014", "w01003", "w21003"];

    /// <summary>The frames one after the other, as a line delivers them.</summary>
    public static byte[] Stream(int count, int seed)
    {
        var random = new Random(seed);
        var stream = new ArrayBufferWriter<byte>(count * FrameLength);
        for (var n = 0; n < count; n++)
        {
            Hj212Writer.Write(Frame(random, n), stream);
        }

        return stream.WrittenCount == count * FrameLength
            ? stream.WrittenSpan.ToArray()
            : throw new InvalidOperationException($"frames of {stream.WrittenCount / count} bytes");
    }

    private static Hj212Message Frame(Random random, int number)
    {
        var at = new DateTimeOffset(2026, 11, 21, 8, 0, 0, ChinaTime.Offset).AddMilliseconds(number);
        var station = new Hj212Peer("21", $"A500101_{number % 569:D4}_wtr", "123456");
        var cp = new Hj212Cp().DataTime(at);
        foreach (var code in Codes)
        {
            cp.Value(code, Hj212ValueKind.Rtd, random.Next(1000, 10_000).ToString(CultureInfo.InvariantCulture).Insert(2, "."), random.Next(10) == 0 ? "T" : "N");
        }

        return station.Upload(at, Hj212Command.RealTimeData, cp);
    }
}
