using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitoring.Contracts;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The objects of <c>decode hj212</c>: one line of JSON per frame or refusal, numbers in the device's own text. What the frame
/// does not say is null; of a value only the kinds that were sent appear.
/// </summary>
public static class Hj212Json
{
    // Chinese text stays readable; the output is a file or a terminal, never part of a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Decodes one line of a file of escaped frames (<see cref="Hj212Escapes"/>): an object and a line feed for each frame and
    /// each refusal in it. Lines do not glue: what is unfinished at the end of the line is judged there.
    /// </summary>
    public static void DecodeLine(ReadOnlySpan<byte> escapedLine, Hj212ReadOptions options, IBufferWriter<byte> output) =>
        Decode(new ReadOnlySequence<byte>(Hj212Escapes.Unescape(escapedLine.TrimEnd("\r\n"u8))), options, output);

    /// <summary>Decodes all of <paramref name="bytes"/>; noise in one stretch is one object.</summary>
    public static void Decode(ReadOnlySequence<byte> bytes, Hj212ReadOptions options, IBufferWriter<byte> output)
    {
        var noise = 0L;
        while (true)
        {
            var status = Hj212Reader.Read(ref bytes, options, isFinal: true, out var frame, out var fault);
            if (status == OperationStatus.InvalidData && fault.Reason == Hj212FaultReason.Noise)
            {
                noise += fault.Raw.Length;
                continue;
            }

            if (noise > 0)
            {
                WriteNoise(noise, output);
                noise = 0;
            }

            if (status == OperationStatus.NeedMoreData)
            {
                return;
            }

            if (status == OperationStatus.Done)
            {
                Write(frame, output);
            }
            else
            {
                Write(fault, output);
            }
        }
    }

    public static void Write(in Hj212Frame frame, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteBoolean("valid", value: true);
        json.WriteString("qn", frame.TextOf(Hj212Field.Qn));
        json.WriteString("st", frame.TextOf(Hj212Field.St));
        json.WriteString("cn", frame.TextOf(Hj212Field.Cn));
        json.WriteString("mn", frame.TextOf(Hj212Field.Mn));
        json.WriteString("pw", frame.TextOf(Hj212Field.Pw));
        json.WriteString("flag", frame.TextOf(Hj212Field.Flag));
        json.WriteString("pnum", frame.TextOf(Hj212Field.Pnum));
        json.WriteString("pno", frame.TextOf(Hj212Field.Pno));
        if (frame.Has(Hj212Field.Rf))
        {
            json.WriteString("rf", frame.TextOf(Hj212Field.Rf));
        }

        json.WriteString("dataTime", frame.DataTime is { } time ? TextOf(time) : null);
        var content = Hj212Values.Of(frame);
        WriteValues(content.Values, json);
        WriteFields(content.Fields, json);
        WriteCrc(frame.ExpectedCrc, Hj212Text.Decode(frame.ActualCrc), json);
        WriteNames("deviations", Hj212DeviationNames.Of(frame.Deviations), json);
        WriteNames("remarks", Hj212DeviationNames.Of(frame.Remarks), json);
        Close(json, output);
    }

    public static void Write(in Hj212Fault fault, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteBoolean("valid", value: false);
        json.WriteString("reason", fault.ReasonName);
        if (fault.Field is not null)
        {
            json.WriteString("field", fault.Field);
        }

        json.WriteNumber("bytes", fault.Raw.Length);
        if (fault.ExpectedCrc is { } expected)
        {
            WriteCrc(expected, fault.ActualCrc, json);
        }

        Close(json, output);
    }

    private static void WriteNoise(long bytes, IBufferWriter<byte> output)
    {
        using var json = new Utf8JsonWriter(output, Options);
        json.WriteStartObject();
        json.WriteBoolean("valid", value: false);
        json.WriteString("reason", Hj212Fault.NameOf(Hj212FaultReason.Noise));
        json.WriteNumber("bytes", bytes);
        Close(json, output);
    }

    private static void Close(Utf8JsonWriter json, IBufferWriter<byte> output)
    {
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    private static string TextOf(DateTimeOffset time) => ChinaTime.Of(time).ToString(
        time.Millisecond == 0 ? "yyyy-MM-dd'T'HH:mm:sszzz" : "yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture);

    private static void WriteValues(IReadOnlyList<Hj212Value> values, Utf8JsonWriter json)
    {
        json.WriteStartArray("values");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("code", value.Code);
            foreach (var (kind, text) in value.Texts)
            {
                json.WriteString(JsonNamingPolicy.CamelCase.ConvertName(kind.ToString()), text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    // A name that comes twice has both its texts, in an array.
    private static void WriteFields(IReadOnlyList<KeyValuePair<string, string>> fields, Utf8JsonWriter json)
    {
        json.WriteStartObject("fields");
        foreach (var group in fields.GroupBy(f => f.Key, f => f.Value))
        {
            var texts = group.ToList();
            if (texts.Count == 1)
            {
                json.WriteString(group.Key, texts[0]);
                continue;
            }

            WriteNames(group.Key, texts, json);
        }

        json.WriteEndObject();
    }

    private static void WriteCrc(ushort expected, string? actual, Utf8JsonWriter json)
    {
        json.WriteStartObject("crc");
        json.WriteString("expected", expected.ToString("X4", CultureInfo.InvariantCulture));
        json.WriteString("actual", actual);
        json.WriteEndObject();
    }

    private static void WriteNames(string property, IEnumerable<string> names, Utf8JsonWriter json)
    {
        json.WriteStartArray(property);
        foreach (var name in names)
        {
            json.WriteStringValue(name);
        }

        json.WriteEndArray();
    }
}
