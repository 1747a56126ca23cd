using System.Buffers;
using BenchmarkDotNet.Attributes;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Benchmarks.Decode;

/// <summary>Bytes of a line in; check, head and every value's code, decimal and mark out. Figures are per frame.</summary>
[MemoryDiagnoser]
public class DecodeBenchmark
{
    public const int Frames = 1000;
    public const int Seed = 212;

    private readonly byte[] stream = WaterFrames.Stream(Frames, Seed);
    private readonly Hj212ValueTable table = new();

    [Benchmark(Baseline = true, OperationsPerInvoke = Frames)]
    public long StringsAndSplit() => SplitDecoder.Decode(stream);

    [Benchmark(OperationsPerInvoke = Frames)]
    public long Codec()
    {
        var sum = 0L;
        var buffer = new ReadOnlySequence<byte>(stream);
        while (Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _) == OperationStatus.Done)
        {
            table.Fill(frame);
            foreach (var value in table)
            {
                sum += value.TryGetDecimal(out var number) ? Summed.Of(value.Code.Length, number, value.Mark[0]) : 0;
            }
        }

        return sum;
    }
}
