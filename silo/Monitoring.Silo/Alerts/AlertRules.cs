using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>The editions of the rules for alerts: those of this release, or one that the operator gives instead.</summary>
public sealed class AlertRules
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.AllowReadingFromString,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    private readonly IReadOnlyList<AlertRule> sections;

    private AlertRules(IReadOnlyList<AlertRule> sections) => this.sections = sections;

    public static AlertRules Default { get; } = new([Embedded("section-above-target-2026")]);

    /// <summary>Names all editions together; what a watch remembers of the past holds only under the same ones.</summary>
    public string Version => string.Join('+', sections.Select(r => r.Id));

    /// <summary>The rules of this release, or the operator's file in their place.</summary>
    /// <exception cref="InvalidDataException">The file is no rule; the message is one line for the operator.</exception>
    public static AlertRules Of(AlertOptions options) => options.RuleFile is { Length: > 0 } path ? FromFile(path) : Default;

    private static AlertRules FromFile(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return new AlertRules([Read(stream)]);
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException or FormatException)
        {
            throw new InvalidDataException($"{path} is no rule for alerts: {e.Message}", e);
        }
    }

    /// <summary>The edition for values sampled at a time; null when none holds.</summary>
    public AlertRule? SectionAt(DateTimeOffset at) => sections.LastOrDefault(r => r.Validity.Covers(ChinaTime.DayOf(at)));

    private static AlertRule Embedded(string id)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream = assembly.GetManifestResourceStream($"{assembly.GetName().Name}.Alerts.Rules.{id}.json")
            ?? throw new InvalidOperationException($"the library lacks the rule file {id}.json");
        return Read(stream);
    }

    private static AlertRule Read(Stream stream)
    {
        var rule = JsonSerializer.Deserialize<AlertRule>(stream, Options) ?? throw new FormatException("it is empty");
        return rule switch
        {
            { Kind: not AlertKind.SectionAboveTarget } => throw new FormatException($"kind is '{rule.Kind}', not '{AlertKind.SectionAboveTarget}'"),
            { ResolveAfter: < 1 } => throw new FormatException("resolveAfter must be 1 or more"),
            _ when rule.Conditions.Any(c => c.Running < 1) => throw new FormatException("running must be 1 or more"),
            _ when !rule.Conditions.Any(c => c.Raises) => throw new FormatException("no condition raises an alert"),
            _ => rule,
        };
    }
}
