using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Certificates;

/// <summary>How certificates write and read times and words: one form each, so that reading and writing again gives the same bytes.</summary>
internal static class CertificateDocuments
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz";
    private const string DayFormat = "yyyy-MM-dd";

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        PropertyNameCaseInsensitive = false,
        Converters = { new PeriodConverter(), new QuantityConverter(), new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public static JsonNode Node<T>(T document) => JsonSerializer.SerializeToNode(document, Options)!;

    public static string Text(DateTimeOffset time) => ChinaTime.Of(time).ToString(TimeFormat, CultureInfo.InvariantCulture);

    public static string Text<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    public static DateTimeOffset Time(string text) => DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture);

    public static T Word<T>(string text)
        where T : struct, Enum => Enum.GetValues<T>().Where(v => Text(v) == text).Select(v => (T?)v).FirstOrDefault() ?? throw new FormatException($"'{text}' is unknown here");

    public static string Text(DateOnly day) => day.ToString(DayFormat, CultureInfo.InvariantCulture);

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);

    public static decimal Number(string text) => decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' is no number");

    public static AirItem AirItem(string name) => Air.AirItem.TryParse(name, out var item) ? item : throw new FormatException($"'{name}' is no item");

    public static AirPollutant AirPollutant(string code) =>
        (ParameterCode.TryParse(code, out var parsed) ? AirPollutants.Of(parsed) : null) ?? throw new FormatException($"'{code}' is no pollutant");

    public static Period Period(string kind, string start)
    {
        var time = Time(start);
        var period = Periods.Period.Containing(Word<PeriodKind>(kind), time);
        return period.Start == time ? period : throw new FormatException($"no {kind} starts at {start}");
    }
}
