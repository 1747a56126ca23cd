using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Compliance.Periods;

namespace Monitoring.Compliance.Certificates;

/// <summary>A period in a document of inputs: its kind and its start, so that no two periods look alike.</summary>
internal sealed class PeriodConverter : JsonConverter<Period>
{
    private sealed record Document(string Kind, string Start);

    public override Period Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var document = JsonSerializer.Deserialize<Document>(ref reader, options) ?? throw new JsonException("a period is missing");
        return CertificateDocuments.Period(document.Kind, document.Start);
    }

    public override void Write(Utf8JsonWriter writer, Period value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Document(CertificateDocuments.Text(value.Kind), CertificateDocuments.Text(value.Start)), options);
}

/// <summary>A quantity in a verdict: a text without needless zeros, as everywhere in certificates.</summary>
internal sealed class QuantityConverter : JsonConverter<decimal>
{
    public override decimal Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("inputs hold the texts of quantities");

    public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteStringValue(Quality.Gb8170.Text(value));
}
