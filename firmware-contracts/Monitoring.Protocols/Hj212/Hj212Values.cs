namespace Monitoring.Protocols.Hj212;

/// <summary>All that one frame says of one parameter, in the device's own texts.</summary>
/// <param name="Code">The device's code, in its own letters.</param>
/// <param name="Texts">Each kind once, in the device's order.</param>
public sealed record Hj212Value(string Code, IReadOnlyList<KeyValuePair<Hj212ValueKind, string>> Texts)
{
    /// <summary>The text of a kind; null when the device sent none.</summary>
    public string? this[Hj212ValueKind kind]
    {
        get
        {
            foreach (var text in Texts)
            {
                if (text.Key == kind)
                {
                    return text.Value;
                }
            }

            return null;
        }
    }
}

/// <summary>The content of CP as strings, for mapping and for <c>decode</c>; it outlives the frame.</summary>
public sealed class Hj212Values
{
    private const string DataTimeName = "DataTime";

    private readonly List<Hj212Value> values = [];
    private readonly List<KeyValuePair<string, string>> fields = [];

    private Hj212Values()
    {
    }

    /// <summary>
    /// The parameters, in order of their first item. Items of one code belong together wherever they stand; a kind that
    /// comes twice for one code begins another value, because the device measured twice.
    /// </summary>
    public IReadOnlyList<Hj212Value> Values => values;

    /// <summary>The other items of CP, DataTime left out, in order; a name may come twice.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields => fields;

    public static Hj212Values Of(in Hj212Frame frame)
    {
        var result = new Hj212Values();
        foreach (var item in frame.Items)
        {
            var text = Hj212Text.Decode(item.Value);
            if (item.Kind != Hj212ValueKind.None)
            {
                result.Add(Hj212Text.Decode(item.Code), item.Kind, text);
            }
            else if (Hj212Text.Decode(item.Name) is var name && name != DataTimeName)
            {
                result.fields.Add(new(name, text));
            }
        }

        return result;
    }

    /// <summary>The first field of a name; null when there is none.</summary>
    public string? Field(string name)
    {
        foreach (var field in fields)
        {
            if (field.Key == name)
            {
                return field.Value;
            }
        }

        return null;
    }

    private void Add(string code, Hj212ValueKind kind, string text)
    {
        var value = values.FindLast(v => v.Code == code);
        if (value is null || value[kind] is not null)
        {
            value = new Hj212Value(code, new List<KeyValuePair<Hj212ValueKind, string>>());
            values.Add(value);
        }

        ((List<KeyValuePair<Hj212ValueKind, string>>)value.Texts).Add(new(kind, text));
    }
}
