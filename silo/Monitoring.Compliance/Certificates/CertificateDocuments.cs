using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Certificates;

/// <summary>How certificates write and read times and words: one form each, so that reading and writing again gives the same bytes.</summary>
internal static class CertificateDocuments
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
    };

    public static JsonNode Node<T>(T document) => JsonSerializer.SerializeToNode(document, Options)!;

    public static string Text(DateTimeOffset time) => ChinaTime.Of(time).ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Text<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    public static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);

    public static T Word<T>(string text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => Text(v) == text).Select(v => (T?)v).FirstOrDefault() ?? throw new FormatException($"'{text}' is unknown here");

    public static Period Period(string kind, string start)
    {
        var time = Time(start);
        var period = Periods.Period.Containing(Word<PeriodKind>(kind), time);
        return period.Start == time ? period : throw new FormatException($"no {kind} starts at {start}");
    }
}
