using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Contracts;

namespace Monitoring.Silo.Http;

/// <summary>How a silo and the APIs beside it write what they tell each other. Both are of one release.</summary>
internal static class DoorJson
{
    public static readonly JsonSerializerOptions Options = Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Configure(JsonSerializerOptions json)
    {
        json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        json.Converters.Add(new StationIdConverter());
        json.Converters.Add(new ParameterCodeConverter());
        return json;
    }

    private sealed class StationIdConverter : JsonConverter<StationId>
    {
        public override StationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            StationId.TryParse(reader.GetString(), out var id) ? id : throw new JsonException("no station id");

        public override void Write(Utf8JsonWriter writer, StationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }

    private sealed class ParameterCodeConverter : JsonConverter<ParameterCode>
    {
        public override ParameterCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            ParameterCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("no parameter code");

        public override void Write(Utf8JsonWriter writer, ParameterCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
