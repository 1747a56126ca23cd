using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

/// <summary>Frames as bytes, sequences of many blocks, and generators of both.</summary>
internal static class Frames
{
    public static readonly Hj212Peer Station = new("21", "A500000_0007", "s3cret");
    public static readonly DateTimeOffset Sent = new(2026, 11, 21, 8, 0, 0, 123, ChinaTime.Offset);

    public static byte[] Bytes(Hj212Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        Hj212Writer.Write(message, output);
        return output.WrittenSpan.ToArray();
    }

    public static byte[] RealTimeData(string value = "7.21") => Bytes(Station.Upload(
        Sent, Hj212Command.RealTimeData, new Hj212Cp().DataTime(Sent).Value("w01001", Hj212ValueKind.Rtd, value, "N")));

    /// <summary>The bytes in blocks that end at the given places.</summary>
    public static ReadOnlySequence<byte> InBlocks(byte[] bytes, params int[] ends)
    {
        Block? first = null;
        Block? last = null;
        var from = 0;
        foreach (var end in ends.Where(e => e > 0 && e < bytes.Length).Distinct().Order().Append(bytes.Length))
        {
            last = last is null ? first = new Block(bytes.AsMemory(from, end - from), 0) : last.Append(bytes.AsMemory(from, end - from));
            from = end;
        }

        return new ReadOnlySequence<byte>(first!, 0, last!, last!.Memory.Length);
    }

    /// <summary>What a line sees when bytes arrive in pieces that end at the given places.</summary>
    public static List<string> ReadInPieces(byte[] bytes, IEnumerable<int> ends)
    {
        var seen = new Seen();
        var consumed = 0;
        foreach (var stop in ends.Where(e => e > 0 && e < bytes.Length).Distinct().Order().Append(bytes.Length))
        {
            var buffer = new ReadOnlySequence<byte>(bytes, consumed, stop - consumed);
            seen.Read(ref buffer, isFinal: stop == bytes.Length);
            buffer.Length.ShouldBeLessThanOrEqualTo(Hj212ReadOptions.DefaultMaxSegment + 64);
            consumed = stop - (int)buffer.Length;
        }

        return seen.End();
    }

    /// <summary>What a line sees when all has arrived, in blocks that end at the given places.</summary>
    public static List<string> ReadInBlocks(byte[] bytes, IEnumerable<int> ends)
    {
        var seen = new Seen();
        var buffer = InBlocks(bytes, [.. ends]);
        seen.Read(ref buffer, isFinal: true);
        return seen.End();
    }

    /// <summary>Messages of every shape that the writer can make.</summary>
    public static Gen<Hj212Message> Messages =>
        from cn in Gen.Choose(0, 9999)
        from flag in Gen.Choose(0, 255)
        from split in Gen.Choose(0, 3)
        from qn in Texts.OrNull()
        from st in Texts
        from pw in Texts.OrNull()
        from mn in Texts
        from cp in Cps
        from isRefill in Gen.Elements(true, false)
        select new Hj212Message(qn, st, cn, pw, mn, new Hj212Flag((byte)flag), cp)
        {
            PacketCount = split > 0 ? 4 : null,
            PacketNumber = split > 0 ? split : null,
            IsRefill = isRefill,
        };

    public static Gen<byte[]> ValidBytes => Messages.Select(Bytes);

    /// <summary>Noise that holds neither a head nor a byte that ends a frame.</summary>
    public static Gen<byte[]> Noise =>
        Gen.Choose(0, 255).Where(b => b is not ('#' or '\r' or '\n' or ' ' or 0)).Select(b => (byte)b).NonEmptyListOf().Select(l => l.ToArray());

    private static Gen<string> Texts =>
        Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.".ToCharArray()).NonEmptyListOf().Select(c => new string([.. c.Take(24)]));

    private static Gen<string> Cps =>
        from count in Gen.Choose(0, 12)
        from codes in Gen.Elements("w01001", "w21003", "a34004", "011", "B01", "SO2", "SB12").ListOf(count)
        from kinds in Gen.Elements(Enum.GetValues<Hj212ValueKind>().Where(k => k != Hj212ValueKind.None)).ListOf(count)
        from values in Gen.OneOf(Texts, Gen.Elements("7.21", "-0.5", "", "--", "NaN", "清洗管路")).ListOf(count)
        from flagged in Gen.Elements(true, false).ListOf(count)
        from hasTime in Gen.Elements(true, false)
        select Write(codes, kinds, values, flagged, hasTime);

    private static string Write(IList<string> codes, IList<Hj212ValueKind> kinds, IList<string> values, IList<bool> flagged, bool hasTime)
    {
        var cp = hasTime ? new Hj212Cp().DataTime(Sent) : new Hj212Cp();
        for (var i = 0; i < codes.Count; i++)
        {
            cp.Value(codes[i], kinds[i], values[i], flagged[i] ? "N" : null);
        }

        return cp.ToString();
    }

    private static Gen<string?> OrNull(this Gen<string> gen) => Gen.OneOf(gen.Select(t => (string?)t), Gen.Constant((string?)null));

    // The segments of the frames and, between them, the refusals; noise that came in pieces is one refusal. Blank bytes
    // count as noise only where they arrive together with it, so its length is not part of what must agree.
    private sealed class Seen
    {
        private readonly List<string> results = [];
        private bool hasNoise;

        public void Read(ref ReadOnlySequence<byte> buffer, bool isFinal)
        {
            while (true)
            {
                var before = buffer.Length;
                var status = Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, isFinal, out var frame, out var fault);
                if (status == OperationStatus.NeedMoreData)
                {
                    return;
                }

                buffer.Length.ShouldBeLessThan(before, "a result must consume something");
                if (fault.Reason == Hj212FaultReason.Noise)
                {
                    hasNoise = true;
                    continue;
                }

                Flush();
                results.Add(status == OperationStatus.Done
                    ? Encoding.Latin1.GetString(frame.Segment) + (frame.Deviations & ~Hj212Deviations.Tail)
                    : $"{fault.ReasonName} {fault.ExpectedCrc:X4} {fault.ActualCrc}");
            }
        }

        public List<string> End()
        {
            Flush();
            return results;
        }

        private void Flush()
        {
            if (hasNoise)
            {
                results.Add("noise");
                hasNoise = false;
            }
        }
    }

    private sealed class Block : ReadOnlySequenceSegment<byte>
    {
        public Block(ReadOnlyMemory<byte> memory, long start)
        {
            Memory = memory;
            RunningIndex = start;
        }

        public Block Append(ReadOnlyMemory<byte> memory)
        {
            var next = new Block(memory, RunningIndex + Memory.Length);
            Next = next;
            return next;
        }
    }
}
