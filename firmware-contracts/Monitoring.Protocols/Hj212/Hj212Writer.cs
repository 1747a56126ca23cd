using System.Buffers;
using System.Buffers.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Writes frames: any message, and the centre's and the station's answers straight from the frame they answer, without an
/// allocation. Answers have ST=91, Flag=4, and the QN, PW and MN of what they answer (2017, 6.6), and the check in the dialect of what they
/// answer.
/// </summary>
public static class Hj212Writer
{
    /// <summary>Longest segment that the four digits of the length can say.</summary>
    public const int MaxSegment = 9999;

    private const int HeadLength = 6;
    private const int TailLength = 6;
    private const int AddressRoom = 160;

    /// <exception cref="ArgumentException">A field holds a delimiter, or the segment is longer than <see cref="MaxSegment"/>.</exception>
    public static void Write(Hj212Message message, IBufferWriter<byte> output)
    {
        RequireField(message.Qn);
        RequireField(message.St);
        RequireField(message.Pw);
        RequireField(message.Mn);
        if (message.Cn is < 0 or > 9999)
        {
            throw new ArgumentException($"CN has four digits, not {message.Cn}", nameof(message));
        }

        var room = AddressRoom + Bytes(message.Qn) + Bytes(message.St) + Bytes(message.Pw) + Bytes(message.Mn) + Bytes(message.Cp);
        if (room > MaxSegment)
        {
            throw new ArgumentException($"a segment of about {room} bytes is longer than the {MaxSegment} that the length field can say", nameof(message));
        }

        var segment = new Segment(output.GetSpan(HeadLength + room + TailLength));
        segment.Text("QN="u8, message.Qn);
        segment.Text("ST="u8, message.St);
        segment.Number("CN="u8, message.Cn, new StandardFormat('D', 4));
        segment.Text("PW="u8, message.Pw);
        segment.Text("MN="u8, message.Mn);
        segment.Number("Flag="u8, message.Flag?.Bits);
        segment.Number("PNUM="u8, message.PacketCount);
        segment.Number("PNO="u8, message.PacketNumber);
        segment.Number("RF="u8, message.IsRefill ? 1 : null);
        segment.Add("CP=&&"u8);
        segment.Add(message.Cp);
        segment.Add("&&"u8);
        output.Advance(segment.Close(Hj212CrcDialects.None));
    }

    /// <summary>Answers an upload (9014), or a heartbeat that wants an answer.</summary>
    public static void WriteDataAnswer(in Hj212Frame upload, IBufferWriter<byte> output) =>
        WriteAnswer(upload, Hj212Command.DataAnswer, default, default, output);

    /// <summary>Answers a notice (9013).</summary>
    public static void WriteNoticeAnswer(in Hj212Frame notice, IBufferWriter<byte> output) =>
        WriteAnswer(notice, Hj212Command.NoticeAnswer, default, default, output);

    /// <summary>Answers a request (9011): whether it will be executed.</summary>
    public static void WriteRequestAnswer(in Hj212Frame request, Hj212QnRtn result, IBufferWriter<byte> output) =>
        WriteAnswer(request, Hj212Command.RequestAnswer, "QnRtn="u8, (int)result, output);

    /// <summary>Ends an exchange (9012): how the execution went.</summary>
    public static void WriteExecutionResult(in Hj212Frame request, Hj212ExeRtn result, IBufferWriter<byte> output) =>
        WriteAnswer(request, Hj212Command.ExecutionResult, "ExeRtn="u8, (int)result, output);

    private static void WriteAnswer(in Hj212Frame to, int command, ReadOnlySpan<byte> name, int? result, IBufferWriter<byte> output)
    {
        var room = AddressRoom + to.Qn.Length + to.Pw.Length + to.Mn.Length;
        var segment = new Segment(output.GetSpan(HeadLength + room + TailLength));
        if (to.Has(Hj212Field.Qn))
        {
            segment.Field("QN="u8, to.Qn);
        }

        segment.Add("ST=91;"u8);
        segment.Number("CN="u8, command);
        if (to.Has(Hj212Field.Pw))
        {
            segment.Field("PW="u8, to.Pw);
        }

        segment.Field("MN="u8, to.Mn);
        segment.Add("Flag=4;CP=&&"u8);
        if (result is { } number)
        {
            segment.Add(name);
            segment.Add(number, default);
        }

        segment.Add("&&"u8);
        output.Advance(segment.Close(to.CrcDialect));
    }

    private static int Bytes(string? text) => text is null ? 0 : Hj212Text.Utf8.GetByteCount(text);

    private static void RequireField(string? text)
    {
        if (text is not null && text.AsSpan().IndexOfAny(";,=&\r\n") >= 0)
        {
            throw new ArgumentException($"'{text}' holds a delimiter of the protocol", nameof(text));
        }
    }

    private ref struct Segment(Span<byte> frame)
    {
        private readonly Span<byte> frame = frame;
        private int at = HeadLength;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(frame[at..]);
            at += bytes.Length;
        }

        public void Add(string text) => at += Hj212Text.Utf8.GetBytes(text, frame[at..]);

        public void Add(int number, StandardFormat format)
        {
            _ = Utf8Formatter.TryFormat(number, frame[at..], out var written, format);
            at += written;
        }

        public void Field(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
        {
            Add(name);
            Add(value);
            Add(";"u8);
        }

        public void Text(ReadOnlySpan<byte> name, string? value)
        {
            if (value is not null)
            {
                Add(name);
                Add(value);
                Add(";"u8);
            }
        }

        public void Number(ReadOnlySpan<byte> name, int? value, StandardFormat format = default)
        {
            if (value is { } number)
            {
                Add(name);
                Add(number, format);
                Add(";"u8);
            }
        }

        /// <summary>Puts head, length, check and tail around the segment; the length of the whole frame.</summary>
        public readonly int Close(Hj212CrcDialects dialect)
        {
            "##"u8.CopyTo(frame);
            _ = Utf8Formatter.TryFormat(at - HeadLength, frame[2..], out _, new StandardFormat('D', 4));
            _ = Utf8Formatter.TryFormat(Hj212Crc.Compute(frame[HeadLength..at], dialect), frame[at..], out _, new StandardFormat('X', 4));
            "\r\n"u8.CopyTo(frame[(at + 4)..]);
            return at + TailLength;
        }
    }
}
