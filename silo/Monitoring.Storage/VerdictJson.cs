using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Water;

namespace Monitoring.Storage;

/// <summary>Verdicts as the text that a row holds. Members are only ever added: rows of every released version must go on reading.</summary>
public static partial class VerdictJson
{
    private static readonly AirContext Air = new(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new AirItemConverter() },
    });

    public static string Write(StoredVerdict verdict) => verdict.Kind is VerdictKind.Instant
        ? JsonSerializer.Serialize(verdict.Water!, WaterContext.Default.WaterVerdict)
        : JsonSerializer.Serialize(verdict.Air!, Air.AirVerdict);

    /// <summary>The bytes of <see cref="Write"/>.</summary>
    public static byte[] WriteUtf8(StoredVerdict verdict) => verdict.Kind is VerdictKind.Instant
        ? JsonSerializer.SerializeToUtf8Bytes(verdict.Water!, WaterContext.Default.WaterVerdict)
        : JsonSerializer.SerializeToUtf8Bytes(verdict.Air!, Air.AirVerdict);

    public static (WaterVerdict? Water, AirVerdict? Air) Read(VerdictKind kind, string json) => kind is VerdictKind.Instant
        ? (JsonSerializer.Deserialize(json, WaterContext.Default.WaterVerdict), null)
        : (null, JsonSerializer.Deserialize(json, Air.AirVerdict));

    // Options known to the compiler make it write the properties one after another; a converter among them, as air needs it, does not.
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
    [JsonSerializable(typeof(WaterVerdict))]
    private sealed partial class WaterContext : JsonSerializerContext;

    [JsonSerializable(typeof(AirVerdict))]
    private sealed partial class AirContext : JsonSerializerContext;

    // Sub-indices are keyed by item.
    private sealed class AirItemConverter : JsonConverter<AirItem>
    {
        public override AirItem Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            AirItem.TryParse(reader.GetString(), out var item) ? item : throw new JsonException("no item of the air quality index");

        public override void Write(Utf8JsonWriter writer, AirItem value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);

        public override AirItem ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Read(ref reader, typeToConvert, options);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, AirItem value, JsonSerializerOptions options) => writer.WritePropertyName(value.Name);
    }
}
