using System.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Writes CP: <see cref="Item"/> begins an item (<c>;</c>), <see cref="And(string, string)"/> adds to it (<c>,</c>).
/// <code>new Hj212Cp().DataTime(at).Item("w01001-Rtd", "7.21").And("w01001-Flag", "N").ToString()</code>
/// </summary>
public sealed class Hj212Cp
{
    private readonly StringBuilder text = new();

    public Hj212Cp DataTime(DateTimeOffset time) => Item("DataTime", Hj212Time.Write(time));

    public Hj212Cp Item(string name, string value) => Append(';', name, value);

    /// <summary>A value of a parameter and, unless it is null, its data mark.</summary>
    public Hj212Cp Value(string code, Hj212ValueKind kind, string value, string? flag = null)
    {
        Item(NameOf(code, kind), value);
        return flag is null ? this : And(NameOf(code, Hj212ValueKind.Flag), flag);
    }

    public Hj212Cp And(string name, string value) => Append(',', name, value);

    public Hj212Cp And(string code, Hj212ValueKind kind, string value) => And(NameOf(code, kind), value);

    /// <summary>Free text of the site, in the <c>//</c> that lets it hold separators.</summary>
    public Hj212Cp Info(string code, string value)
    {
        if (value.Contains("//", StringComparison.Ordinal))
        {
            throw new ArgumentException("free text cannot hold its own delimiter //", nameof(value));
        }

        return AppendRaw(';', NameOf(code, Hj212ValueKind.Info), "//" + value + "//");
    }

    public override string ToString() => text.ToString();

    private static string NameOf(string code, Hj212ValueKind kind) => $"{code}-{Hj212ValueKinds.NameOf(kind)}";

    private Hj212Cp Append(char separator, string name, string value)
    {
        Require(name, nameof(name));
        Require(value, nameof(value));
        return AppendRaw(separator, name, value);
    }

    private Hj212Cp AppendRaw(char separator, string name, string value)
    {
        _ = text.Length == 0 ? text : text.Append(separator);
        text.Append(name).Append('=').Append(value);
        return this;
    }

    private static void Require(string part, string parameter)
    {
        if (part.AsSpan().IndexOfAny(";,=&\r\n") >= 0 || part.Contains("##", StringComparison.Ordinal))
        {
            throw new ArgumentException($"'{part}' holds a delimiter of the protocol", parameter);
        }
    }
}
