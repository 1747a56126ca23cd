using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace Monitoring.Contracts.Parameters;

/// <summary>
/// The parameters that this system knows by name, and what devices call them. The list is <c>parameters.json</c>: per medium
/// the system codes (ST) that measure in it, and per parameter the code of 2005 and the names met in the field.
/// </summary>
public static class ParameterCatalogue
{
    private static readonly Medium[] Media = Load();

    private static readonly FrozenDictionary<ParameterCode, Parameter> ByCode =
        Media.SelectMany(m => m.Parameters).ToFrozenDictionary(p => p.Code);

    private static readonly FrozenDictionary<string, ParameterCode>.AlternateLookup<ReadOnlySpan<char>> ByText =
        ByCode.Keys.ToFrozenDictionary(c => c.Value, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    private static readonly FrozenDictionary<string, Medium> BySystem =
        Media.SelectMany(m => m.Systems.Select(s => (System: s, Medium: m))).ToFrozenDictionary(p => p.System, p => p.Medium, StringComparer.Ordinal);

    /// <summary>All parameters, by code.</summary>
    public static IReadOnlyCollection<Parameter> All => ByCode.Values;

    /// <summary>The parameter of a published code; null when the catalogue does not have it.</summary>
    public static Parameter? Find(ParameterCode code) => ByCode.GetValueOrDefault(code);

    /// <summary>
    /// The published code of what a device calls <paramref name="deviceCode"/> under the system code <paramref name="st"/>. A code
    /// in published form (a letter and five digits, in either case) stands for itself, whether or not it is listed. A code of
    /// 2005 or a name (<c>SO2</c>, <c>PM25</c>) counts only under the media it belongs to: <c>029</c> is copper in water and
    /// something else in a stack.
    /// </summary>
    /// <returns>False when nothing is known: keep the device's own code, and never guess.</returns>
    public static bool TryResolve(string st, ReadOnlySpan<char> deviceCode, out ParameterCode code)
    {
        if (ParameterCode.IsPublishedForm(deviceCode))
        {
            return ByText.TryGetValue(deviceCode, out code) || ParameterCode.TryParse(deviceCode.ToString(), out code);
        }

        code = default;
        return BySystem.TryGetValue(st, out var medium) && medium.ByAlias.TryGetValue(deviceCode, out code);
    }

    private static Medium[] Load()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Monitoring.Contracts.Parameters.parameters.json")
            ?? throw new InvalidOperationException("the parameter catalogue is not embedded in Monitoring.Contracts");
        using var document = JsonDocument.Parse(stream);
        return [.. document.RootElement.GetProperty("media").EnumerateArray().Select(ReadMedium)];
    }

    private static Medium ReadMedium(JsonElement medium)
    {
        var parameters = new List<Parameter>();
        var aliases = new Dictionary<string, ParameterCode>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in medium.GetProperty("parameters").EnumerateArray())
        {
            var code = ParameterCode.Parse(Text(row, "code"));
            parameters.Add(new Parameter(
                code,
                Text(row, "zh"),
                Text(row, "en"),
                Text(row, "unit"),
                row.TryGetProperty("sourceUnit", out var source) ? source.GetString() : null));
            aliases.TryAdd(code.Value, code);
            foreach (var alias in Texts(row, "legacy").Concat(Texts(row, "names")))
            {
                aliases.Add(alias, code);
            }
        }

        return new Medium([.. Texts(medium, "systems")], parameters, aliases.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase));
    }

    private static string Text(JsonElement row, string property) => row.GetProperty(property).GetString()!;

    private static IEnumerable<string> Texts(JsonElement row, string property) =>
        row.TryGetProperty(property, out var texts) ? texts.EnumerateArray().Select(t => t.GetString()!) : [];

    private sealed record Medium(IReadOnlyList<string> Systems, IReadOnlyList<Parameter> Parameters, FrozenDictionary<string, ParameterCode> Aliases)
    {
        public FrozenDictionary<string, ParameterCode>.AlternateLookup<ReadOnlySpan<char>> ByAlias { get; } = Aliases.GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
