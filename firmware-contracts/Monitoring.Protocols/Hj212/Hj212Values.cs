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
        var table = new Hj212ValueTable();
        table.Fill(frame);
        for (var value = 0; value < table.ValueCount; value++)
        {
            result.values.Add(new Hj212Value(Hj212Text.Decode(table.CodeOf(value)), new List<KeyValuePair<Hj212ValueKind, string>>()));
        }

        for (var item = 0; item < table.ItemCount; item++)
        {
            var (value, kind) = table.PlaceOf(item);
            ((List<KeyValuePair<Hj212ValueKind, string>>)result.values[value].Texts).Add(new(kind, Hj212Text.Decode(table.TextOf(item))));
        }

        foreach (var item in frame.Items)
        {
            if (item.Kind == Hj212ValueKind.None && Hj212Text.Decode(item.Name) is var name && name != DataTimeName)
            {
                result.fields.Add(new(name, Hj212Text.Decode(item.Value)));
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
}
