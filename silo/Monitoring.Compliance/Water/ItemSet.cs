namespace Monitoring.Compliance.Water;

/// <summary>
/// Which items decide the class, by name: <c>5</c> (pH, dissolved oxygen, permanganate index, ammonia nitrogen, total
/// phosphorus), <c>5+COD,F</c> (the five and the section's X items; circular 环办监测函〔2020〕714号) or <c>21</c> (all basic items
/// but water temperature, total nitrogen and fecal coliforms; HuanBan [2011] 22).
/// </summary>
public readonly record struct ItemSet
{
    private readonly string? name;

    private ItemSet(string name) => this.name = name;

    /// <summary>The five items that a station measures by itself.</summary>
    public static ItemSet Five { get; } = new("5");

    /// <summary>The 21 items of the method of 2011.</summary>
    public static ItemSet TwentyOne { get; } = new("21");

    /// <summary>The name, as verdicts and certificates write it.</summary>
    public string Name => name ?? "5";

    /// <summary>The short codes after the plus sign.</summary>
    public IReadOnlyList<string> X => Name.Split('+') is [_, var x] ? x.Split(',') : [];

    /// <summary>True for the 21 items.</summary>
    public bool IsTwentyOne => Name is "21";

    /// <summary>The five items and those of <paramref name="x"/>, short codes, each once, in their order.</summary>
    public static ItemSet FivePlus(IEnumerable<string> x)
    {
        var list = string.Join(',', x.Distinct(StringComparer.Ordinal));
        return list.Length == 0 ? Five : new ItemSet("5+" + list);
    }

    /// <summary>Reads a name; false when it is none of the three forms.</summary>
    public static bool TryParse(string? text, out ItemSet set)
    {
        set = text switch
        {
            null => default,
            _ when text.StartsWith("5+", StringComparison.Ordinal) => new ItemSet(text),
            _ => new ItemSet(text),
        };
        return text is "5" or "21" || (text?.StartsWith("5+", StringComparison.Ordinal) == true && set.X.All(IsShortCode));
    }

    /// <inheritdoc />
    public override string ToString() => Name;

    private static bool IsShortCode(string code) => code.Length is > 0 and <= 10 && code.All(char.IsAsciiLetterOrDigit);
}
