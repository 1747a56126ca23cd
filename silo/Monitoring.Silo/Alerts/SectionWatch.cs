using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>An item that decides the class of a bad value.</summary>
/// <param name="Limit">Of the target class; null for pH, whose limit is a range.</param>
/// <param name="Multiple">By how many times it is above the limit; null for what has no multiple.</param>
public sealed record WorstItem(string Code, decimal Value, decimal? Limit, decimal? Multiple);

/// <summary>A verdict worse than the target.</summary>
/// <param name="Worst">The items that decide its class.</param>
public sealed record BadValue(DateTimeOffset At, int Class, IReadOnlyList<WorstItem> Worst, string CertificateId)
{
    /// <summary>The item that stands for the value: the one farthest above its limit.</summary>
    [JsonIgnore]
    public WorstItem? Leading => Worst.MaxBy(i => i.Multiple ?? -1);
}

/// <summary>An unbroken time of trouble at one section: what one alert stands for.</summary>
/// <param name="Rule">Edition that saw it begin.</param>
/// <param name="StartedAt">The first bad value of the run.</param>
/// <param name="RaisedBy">The value with which a condition first held.</param>
/// <param name="Newest">The newest bad value.</param>
/// <param name="ResolvedAt">Null while it lasts.</param>
public sealed record Episode(string Rule, DateTimeOffset StartedAt, AlertLevel Level, BadValue RaisedBy, BadValue Newest, DateTimeOffset? ResolvedAt = null)
{
    /// <summary>The last time of which it is known that it lasted.</summary>
    [JsonIgnore]
    public DateTimeOffset SeenUntil => ResolvedAt ?? Newest.At;
}

/// <summary>How far the verdicts of a section were followed. Kept with the station, so that a restart forgets nothing.</summary>
/// <param name="Rules">The editions under which it holds.</param>
/// <param name="UpTo">The newest verdict followed; a later one goes on from here, an earlier one changes the past.</param>
/// <param name="Good">Values at the target running.</param>
/// <param name="Run">The newest bad values running, oldest first, as many as the rule looks at.</param>
/// <param name="RunStartedAt">The first of the run, which may have left <paramref name="Run"/>.</param>
/// <param name="Open">What lasts.</param>
public sealed partial record SectionWatch(
    string Rules,
    DateTimeOffset? UpTo,
    int Good,
    IReadOnlyList<BadValue> Run,
    DateTimeOffset? RunStartedAt,
    Episode? Open)
{
    public static SectionWatch Start(string rules, Episode? open = null) => new(rules, null, 0, [], null, open);

    /// <summary>Null when the text is of another version: then the past is followed again.</summary>
    public static SectionWatch? Read(string text, string rules)
    {
        try
        {
            return JsonSerializer.Deserialize(text, WatchJson.Default.SectionWatch) is { } watch && watch.Rules == rules ? watch : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public string Write() => JsonSerializer.Serialize(this, WatchJson.Default.SectionWatch);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true, UseStringEnumConverter = true)]
    [JsonSerializable(typeof(SectionWatch))]
    private sealed partial class WatchJson : JsonSerializerContext;
}
