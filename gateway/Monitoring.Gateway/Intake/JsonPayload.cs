using System.Text.Json;
using System.Text.Unicode;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// The JSON payload of MQTT devices (firmware-contracts/asyncapi.yaml). Numbers keep the digits they were written with:
/// they never pass through a binary fraction.
/// </summary>
internal static class JsonPayload
{
    public const string Protocol = "mqtt-json";

    private const int MaxFlagLength = 8;
    private const long MaxIntervalSeconds = 366L * 86_400;

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8 };

    /// <summary>Reads a payload of the device <paramref name="mn"/>; a message with a fault when it is none.</summary>
    public static DeviceMessage Read(ReadOnlyMemory<byte> payload, string mn, DateTimeOffset now, IntakeOptions options)
    {
        // The parser does not look into strings; their readers would throw at the first byte that is no UTF-8.
        if (!Utf8.IsValid(payload.Span))
        {
            return Faulty(mn, QuarantineReason.BadPayload, "no JSON: not UTF-8");
        }

        try
        {
            using var document = JsonDocument.Parse(payload, Strict);
            return JsonEscapes.HaveHalfAPair(payload.Span)
                ? Faulty(mn, QuarantineReason.BadPayload, "no JSON: an escape is half of a surrogate pair")
                : Map(document.RootElement, mn, now, options);
        }
        catch (JsonException e)
        {
            return Faulty(mn, QuarantineReason.BadPayload, $"no JSON: {e.Message}");
        }
    }

    private static DeviceMessage Map(JsonElement root, string mn, DateTimeOffset now, IntakeOptions options)
    {
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("time", out var timeText) || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
        {
            return Faulty(mn, QuarantineReason.BadPayload, "an object with \"time\" and the array \"data\" is expected");
        }

        if (!JsonTime.TryRead(timeText, out var time) || !PlausibleTime.Is(time, now, options))
        {
            return Faulty(mn, QuarantineReason.ImpossibleTime, $"\"time\" is {timeText.GetRawText()}");
        }

        DateTimeOffset? sentAt = null;
        if (root.TryGetProperty("sent", out var sentText))
        {
            if (!JsonTime.TryRead(sentText, out var sent) || !PlausibleTime.Is(sent, now, options))
            {
                return Faulty(mn, QuarantineReason.ImpossibleTime, $"\"sent\" is {sentText.GetRawText()}");
            }

            sentAt = sent;
        }

        if (!TryReadInterval(root, out var interval) || !TryReadKind(root, interval > TimeSpan.Zero ? ReadingKind.Mean : ReadingKind.Instant, out var kind))
        {
            return Faulty(mn, QuarantineReason.BadPayload, "\"interval\" is whole seconds up to a year, \"kind\" is instant, mean, min, max or total");
        }

        var readings = new List<Reading>(data.GetArrayLength());
        foreach (var item in data.EnumerateArray())
        {
            if (ReadItem(item, kind, time, interval, readings) is { } fault)
            {
                return Faulty(mn, QuarantineReason.BadPayload, $"data[{readings.Count}]: {fault}");
            }
        }

        return new DeviceMessage(mn, null, MeasuredParameter.EnvironmentOf(readings), Protocol, "", sentAt, readings);
    }

    private static string? ReadItem(JsonElement item, ReadingKind messageKind, DateTimeOffset time, TimeSpan interval, List<Reading> readings)
    {
        if (item.ValueKind != JsonValueKind.Object
            || !item.TryGetProperty("code", out var codeText) || codeText.ValueKind != JsonValueKind.String
            || !MeasuredParameter.TryRead("", codeText.GetString()!, "", out var code, out var usualUnit))
        {
            return "\"code\" is 1 to 20 letters and digits";
        }

        if (!TryReadKind(item, messageKind, out var kind))
        {
            return "\"kind\" is instant, mean, min, max or total";
        }

        if (kind is not ReadingKind.Instant && interval == TimeSpan.Zero)
        {
            return "a mean, min, max or total needs the message's \"interval\"";
        }

        if (!TryReadText(item, "value", out var text) || !TryReadText(item, "flag", out var flag) || flag.Length > MaxFlagLength || !TryReadText(item, "unit", out var unit))
        {
            return "\"value\" is a number or a string or null, \"flag\" and \"unit\" are strings";
        }

        var key = new ReadingKey(code, kind, time, kind is ReadingKind.Instant ? TimeSpan.Zero : interval, ReadingSource.Automatic);
        readings.Add(new Reading(key, text, flag.Length == 0 ? DataMark.Normal : flag, unit.Length == 0 ? usualUnit : unit));
        return null;
    }

    private static bool TryReadInterval(JsonElement root, out TimeSpan interval)
    {
        interval = TimeSpan.Zero;
        if (!root.TryGetProperty("interval", out var text))
        {
            return true;
        }

        var isGood = text.ValueKind == JsonValueKind.Number && text.TryGetInt64(out var seconds) && seconds is >= 0 and <= MaxIntervalSeconds;
        interval = isGood ? TimeSpan.FromSeconds(text.GetInt64()) : TimeSpan.Zero;
        return isGood;
    }

    private static bool TryReadKind(JsonElement element, ReadingKind otherwise, out ReadingKind kind)
    {
        kind = otherwise;
        if (!element.TryGetProperty("kind", out var text))
        {
            return true;
        }

        ReadingKind? named = text.ValueKind != JsonValueKind.String ? null : text.GetString() switch
        {
            "instant" => ReadingKind.Instant,
            "mean" => ReadingKind.Mean,
            "min" => ReadingKind.Min,
            "max" => ReadingKind.Max,
            "total" => ReadingKind.Total,
            _ => null,
        };
        kind = named ?? otherwise;
        return named is not null;
    }

    // A missing value is no value, not zero: its text is empty.
    private static bool TryReadText(JsonElement item, string name, out string text)
    {
        text = "";
        if (!item.TryGetProperty(name, out var element) || element.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        text = element.ValueKind switch
        {
            JsonValueKind.String => element.GetString()!,
            JsonValueKind.Number when name is "value" => element.GetRawText(),
            _ => "",
        };
        return element.ValueKind is JsonValueKind.String || (element.ValueKind is JsonValueKind.Number && name is "value");
    }

    private static DeviceMessage Faulty(string mn, QuarantineReason reason, string detail) =>
        new(mn, null, StationKind.Unknown, Protocol, "", null, [], new MappingFault(reason, detail));
}
