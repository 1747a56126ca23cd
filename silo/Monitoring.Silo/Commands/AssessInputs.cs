using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>One measured value of a case.</summary>
/// <param name="Index">Its place in the list of its item, 0 for a single value.</param>
internal sealed record AssessValue(string Item, int Index, string Text, string Flag, string Unit);

/// <summary>
/// The inputs of one case. What cannot be read is noted in <see cref="Error"/> (the first one stays) and stands in as nothing, so
/// that a kind reads its inputs in a line each and a broken case is an answer, not an exception.
/// </summary>
internal sealed class AssessInputs
{
    private const string DateFormat = "yyyy-MM-dd";

    private readonly JsonElement root;
    private AssessInputs? parent;

    private AssessInputs(JsonElement root, string standard)
    {
        this.root = root;
        Standard = standard;
    }

    public string Standard { get; }

    /// <summary>Why the case cannot be judged at all.</summary>
    public string? Error { get; private set; }

    /// <summary>Why the result is "no verdict".</summary>
    public string? Reason { get; set; }

    /// <summary>The certificate of the verdict, made only when somebody asks for an explanation; null for kinds without one.</summary>
    public Func<Certificate>? Evidence { get; set; }

    /// <summary>What an explanation needs beside inputs and result: intermediate values, limits; null for nothing.</summary>
    public Func<JsonObject>? Facts { get; set; }

    public static bool TryParse(string json, string standard, [NotNullWhen(true)] out AssessInputs? inputs, out string? error)
    {
        inputs = null;
        error = "inputs_json is no JSON object";
        try
        {
            using var document = JsonDocument.Parse(json);
            if (document.RootElement.ValueKind is not JsonValueKind.Object)
            {
                return false;
            }

            inputs = new AssessInputs(document.RootElement.Clone(), standard);
            return true;
        }
        catch (JsonException e)
        {
            error = $"{error}: {e.Message}";
            return false;
        }
    }

    public void Fail(string error)
    {
        Error ??= error;
        parent?.Fail(error);
    }

    public bool Has(string name) => root.TryGetProperty(name, out _);

    /// <summary>A word; <paramref name="fallback"/> when it is absent, an error when there is none.</summary>
    public string Word(string name, string? fallback = null)
    {
        if (root.TryGetProperty(name, out var element) && element.ValueKind is JsonValueKind.String)
        {
            return element.GetString()!;
        }

        if (fallback is null || root.TryGetProperty(name, out _))
        {
            Fail($"'{name}' must be a text");
        }

        return fallback ?? "";
    }

    /// <summary>The value's own digits, whether written as a number or as a text; empty for null.</summary>
    public string Text(string name)
    {
        if (!root.TryGetProperty(name, out var element))
        {
            Fail($"'{name}' is missing");
            return "";
        }

        return TextOf(element, name);
    }

    public decimal Number(string name) => NumberOf(Text(name), name) ?? Fault($"'{name}' must be a number");

    public decimal? OptionalNumber(string name) => Has(name) ? NumberOf(Text(name), name) : null;

    public int Count(string name) => Number(name) is var number && number == decimal.Truncate(number) && Math.Abs(number) < int.MaxValue
        ? (int)number
        : (int)Fault($"'{name}' must be a whole number");

    public bool Flag(string name, bool fallback) => root.TryGetProperty(name, out var element) ? element.ValueKind is JsonValueKind.True : fallback;

    /// <summary>The texts of a list.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        if (root.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array)
        {
            return [.. list.EnumerateArray().Select(e => TextOf(e, name))];
        }

        Fail($"'{name}' must be a list");
        return [];
    }

    /// <summary>The numbers of a list; null where a value is missing.</summary>
    public IReadOnlyList<decimal?> Numbers(string name) => [.. Texts(name).Select(t => NumberOf(t, name))];

    /// <summary>A map from names to the values' own digits.</summary>
    public IReadOnlyDictionary<string, string> Map(string name)
    {
        if (root.TryGetProperty(name, out var map) && map.ValueKind is JsonValueKind.Object)
        {
            return MapOf(map, name);
        }

        Fail($"'{name}' must be an object");
        return new Dictionary<string, string>();
    }

    /// <summary>A list of such maps.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Maps(string name)
    {
        if (root.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind is JsonValueKind.Object))
        {
            return [.. list.EnumerateArray().Select(e => MapOf(e, name))];
        }

        Fail($"'{name}' must be a list of objects");
        return [];
    }

    /// <summary>Measured values by item: each a value, an object <c>{"value","flag","unit"}</c>, or a list of such, one after the other.</summary>
    public IReadOnlyList<AssessValue> Values(string name)
    {
        if (root.TryGetProperty(name, out var map) && map.ValueKind is JsonValueKind.Object)
        {
            return ValuesOf(map, name);
        }

        Fail($"'{name}' must be an object");
        return [];
    }

    /// <summary>A list of such maps.</summary>
    public IReadOnlyList<IReadOnlyList<AssessValue>> ValueMaps(string name)
    {
        if (root.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind is JsonValueKind.Object))
        {
            return [.. list.EnumerateArray().Select(e => ValuesOf(e, name))];
        }

        Fail($"'{name}' must be a list of objects");
        return [];
    }

    /// <summary>A list of inputs of their own; what they cannot read is this case's error.</summary>
    public IReadOnlyList<AssessInputs> List(string name)
    {
        if (root.TryGetProperty(name, out var list) && list.ValueKind is JsonValueKind.Array && list.EnumerateArray().All(e => e.ValueKind is JsonValueKind.Object))
        {
            return [.. list.EnumerateArray().Select(e => new AssessInputs(e, Standard) { parent = this })];
        }

        Fail($"'{name}' must be a list of objects");
        return [];
    }

    /// <summary>An object as inputs of its own.</summary>
    public AssessInputs Part(string name)
    {
        if (root.TryGetProperty(name, out var part) && part.ValueKind is JsonValueKind.Object)
        {
            return new AssessInputs(part, Standard) { parent = this };
        }

        Fail($"'{name}' must be an object");
        using var empty = JsonDocument.Parse("{}");
        return new AssessInputs(empty.RootElement.Clone(), Standard) { parent = this };
    }

    /// <summary>Every property as inputs of its own, by name.</summary>
    public IReadOnlyList<(string Name, AssessInputs Inputs)> Parts() => [.. root.EnumerateObject().Select(p => (p.Name, Part(p.Name)))];

    /// <summary>A Beijing date; <paramref name="fallback"/> when it is absent.</summary>
    public DateOnly Date(string name, DateOnly fallback)
    {
        var text = Word(name, fallback.ToString(DateFormat, CultureInfo.InvariantCulture));
        if (!DateOnly.TryParseExact(text, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.Year is < 1900 or > 2200)
        {
            Fail($"'{name}' must be a date such as 2026-08-21");
            return fallback;
        }

        return date;
    }

    /// <summary>A date that may be absent or null.</summary>
    public DateOnly? OptionalDate(string name) =>
        root.TryGetProperty(name, out var element) && element.ValueKind is not JsonValueKind.Null ? Date(name, DateOnly.MaxValue) : null;

    /// <summary>A water class, 1 to 6; null when it is absent or null.</summary>
    public int? Class(string name, int worst = 6)
    {
        if (!root.TryGetProperty(name, out var element) || element.ValueKind is JsonValueKind.Null)
        {
            return null;
        }

        var waterClass = Count(name);
        if (waterClass < 1 || waterClass > worst)
        {
            Fail($"'{name}' must be a class from 1 to {worst}");
            return null;
        }

        return waterClass;
    }

    /// <summary>All inputs as one map.</summary>
    public IReadOnlyDictionary<string, string> All() => MapOf(root, "inputs_json");

    /// <summary>The number of a text; null, with the reason noted, when it is none or may take no part.</summary>
    public decimal? Measured(string text, decimal lowest = 0, decimal? highest = null)
    {
        var value = MeasuredValue.Read(text, flag: null, lowest, highest);
        Reason ??= value.Reason;
        return value.Number;
    }

    private List<AssessValue> ValuesOf(JsonElement map, string name)
    {
        var values = new List<AssessValue>();
        foreach (var property in map.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Array)
            {
                values.AddRange(property.Value.EnumerateArray().Select((e, i) => ValueOf(property.Name, i, e, name)));
            }
            else
            {
                values.Add(ValueOf(property.Name, 0, property.Value, name));
            }
        }

        return values;
    }

    private AssessValue ValueOf(string item, int index, JsonElement element, string name)
    {
        if (element.ValueKind is not JsonValueKind.Object)
        {
            return new AssessValue(item, index, TextOf(element, name), DataMark.Normal, "");
        }

        var one = new AssessInputs(element, Standard) { parent = this };
        return new AssessValue(item, index, one.Text("value"), one.Word("flag", DataMark.Normal), one.Word("unit", ""));
    }

    private Dictionary<string, string> MapOf(JsonElement map, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in map.EnumerateObject())
        {
            texts[property.Name] = TextOf(property.Value, name);
        }

        return texts;
    }

    private string TextOf(JsonElement element, string name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                return element.GetString()!;
            case JsonValueKind.Number:
                return element.GetRawText();
            case JsonValueKind.Null:
                return "";
            default:
                Fail($"'{name}' holds something that is no value");
                return "";
        }
    }

    // Bounds of what is measured or counted here; signed, since a percentage may fall.
    private decimal? NumberOf(string text, string name)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var value = MeasuredValue.Read(text, flag: null, lowest: -1_000_000_000_000m);
        if (value.Number is null)
        {
            Fail($"'{name}' holds '{text}', which is no number");
        }

        return value.Number;
    }

    private decimal Fault(string error)
    {
        Fail(error);
        return 0;
    }
}
