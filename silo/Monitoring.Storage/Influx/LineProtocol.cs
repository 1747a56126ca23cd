using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Monitoring.Contracts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Influx;

/// <summary>
/// A reading as one line:
/// <code>
/// reading,kind=mean,length=3600,parameter=w01009,source=automatic,station=CQ001 value=8.1,valid=t,text="8.10",flag="N",unit="mg/L",… 1787284800000
/// </code>
/// The tags are the reading's key and nothing else, so that a point is overwritten by the same reading and by its correction, and the number
/// of series is the number of series of the network. Flag and unit are fields: as tags, a corrected flag would stand beside the value that
/// it corrects. <c>text</c> has the device's digits; <c>value</c> is the binary number for those who plot and is absent where
/// the text is none; <c>valid</c> says whether it may take part in a mean.
/// </summary>
public sealed class LineProtocol(string measurement)
{
    private static readonly string[] Kinds = ["instant", "mean", "min", "max", "total"];
    private static readonly string[] Sources = ["automatic", "hand"];

    private readonly byte[] head = Encoding.UTF8.GetBytes(measurement + ",kind=");

    /// <summary>A line with which nothing can be wrong, under a name of its own: a server that does not take it takes no line at all.</summary>
    public byte[] Probe(DateTimeOffset now) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{measurement}_probe value=1 {Milliseconds(now)}\n"));

    public static string Text(ReadingKind kind) => Kinds[(int)kind];

    public static string Text(ReadingSource source) => Sources[(int)source];

    /// <summary>Seconds: <c>0</c> of an instant, <c>3600</c> of an hour.</summary>
    public static string Text(TimeSpan length) => ((decimal)length.Ticks / TimeSpan.TicksPerSecond).ToString("0.#######", CultureInfo.InvariantCulture);

    public static ReadingKind Kind(string text) => (ReadingKind)Place(Kinds, text);

    public static ReadingSource Source(string text) => (ReadingSource)Place(Sources, text);

    public static TimeSpan Length(string text) =>
        TimeSpan.FromTicks((long)(decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * TimeSpan.TicksPerSecond));

    /// <summary>
    /// Why a point has no line that every server reads as that point; null where it has one. A line break within a string is legal, but servers exist
    /// that cut at it first: then a device's text could write the values of other stations.
    /// </summary>
    public static string? Fault(SeriesPoint point)
    {
        var (reading, origin) = (point.Version.Reading, point.Version.Origin);
        return Fault("text", reading.Text) ?? Fault("flag", reading.Flag) ?? Fault("unit", reading.Unit) ?? Fault("gateway", origin.GatewayId);
    }

    public void Write(IBufferWriter<byte> output, SeriesPoint point)
    {
        var (stored, reading, key) = (point.Version, point.Version.Reading, point.Version.Reading.Key);

        // In the order of their names, as servers sort them. None of the values has a character to escape: ids and codes have an alphabet.
        output.Write(head);
        Utf8.TryWrite(Room(output), $"{Text(key.Kind)},length={Text(key.Length)},parameter={key.Parameter.Value},source={Text(key.Source)},station={point.Station.Value} ", out var written);
        output.Advance(written);
        if (reading.Value is { } value)
        {
            Utf8.TryWrite(Room(output), $"value={value},", out written);
            output.Advance(written);
        }

        output.Write(reading.Value is not null && DataMark.IsValid(reading.Flag) ? "valid=t,text="u8 : "valid=f,text="u8);
        Quoted(output, reading.Text);
        output.Write(",flag="u8);
        Quoted(output, reading.Flag);
        output.Write(",unit="u8);
        Quoted(output, reading.Unit);
        output.Write(",gateway="u8);
        Quoted(output, stored.Origin.GatewayId);
        Utf8.TryWrite(
            Room(output),
            $",sequence={stored.Origin.Sequence}i,sent_at={Milliseconds(stored.Origin.SentAt)}i,gateway_at={Milliseconds(stored.GatewayReceivedAt)}i,received_at={Milliseconds(stored.ReceivedAt)}i {Milliseconds(key.Start)}\n",
            out written);
        output.Advance(written);
    }

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    // Ids, codes and numbers: all of one piece together are far below it.
    private static Span<byte> Room(IBufferWriter<byte> output) => output.GetSpan(512);

    private static string? Fault(string field, string text) => PlainText.IsPlain(text) ? null : $"the {field} has a character that line protocol cannot carry";

    private static void Quoted(IBufferWriter<byte> output, string text)
    {
        var isPlain = text.AsSpan().IndexOfAny('"', '\\') < 0;
        var escaped = isPlain ? text : text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
        output.Write("\""u8);
        Encoding.UTF8.GetBytes(escaped, output);
        output.Write("\""u8);
    }

    private static int Place(string[] words, string text) => Array.IndexOf(words, text) is >= 0 and var place ? place : throw new FormatException($"'{text}' is not one of {string.Join(", ", words)}");
}
