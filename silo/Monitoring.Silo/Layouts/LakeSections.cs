namespace Monitoring.Silo.Layouts;

/// <summary>How it is known that a section lies in a lake.</summary>
internal enum LakeBasis
{
    /// <summary>Not in the list: a river.</summary>
    None = 0,

    /// <summary>By its name or a gazetteer.</summary>
    Known = 1,

    /// <summary>Only from the published class: proves little, counted apart.</summary>
    InferredFromClass = 2,
}

/// <summary>Which sections of the feed lie in lakes or reservoirs; the rows do not say it.</summary>
internal sealed class LakeSections
{
    private readonly Dictionary<(string Province, string Section), LakeBasis> sections;

    private LakeSections(Dictionary<(string, string), LakeBasis> sections) => this.sections = sections;

    /// <summary>No list: every section is judged as a river.</summary>
    public static LakeSections None { get; } = new([]);

    public bool IsEmpty => sections.Count == 0;

    public LakeBasis Of(string province, string section) => sections.GetValueOrDefault((province, section));

    /// <exception cref="InvalidDataException">The file lacks a column.</exception>
    public static LakeSections Read(TextReader input)
    {
        using var csv = CsvTable.Open(input, ["province", "section", "basis"]);
        var list = new Dictionary<(string, string), LakeBasis>();
        while (csv.Read())
        {
            list[(csv["province"], csv["section"])] = csv["basis"] is "inferred-from-class" ? LakeBasis.InferredFromClass : LakeBasis.Known;
        }

        return new LakeSections(list);
    }
}
