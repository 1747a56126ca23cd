namespace Monitoring.Contracts.Registry;

/// <summary>A comma-separated file with a header line: each row's fields by the name of their column.</summary>
public static class CsvTable
{
    /// <summary>Reads the rows after the header; empty lines are skipped.</summary>
    /// <param name="reader">The file, from its header on.</param>
    /// <param name="demanded">Columns that must be there; none when left away.</param>
    /// <exception cref="FormatException">The file is empty, a demanded column is absent, a column stands there twice, or a row has another number of fields than the header; the message names it.</exception>
    public static IReadOnlyList<CsvRow> Read(TextReader reader, IReadOnlyList<string>? demanded = null)
    {
        var rows = ReadAny(reader, demanded ?? []);
        return rows.FirstOrDefault(row => !row.IsWhole) is { } odd ? throw new FormatException($"line {odd.Line} has {odd.Misfit}") : rows;
    }

    /// <summary>As <see cref="Read"/>, with the rows of another number of fields among the others.</summary>
    internal static IReadOnlyList<CsvRow> ReadAny(TextReader reader, IReadOnlyList<string> demanded)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new List<CsvRow>();
        if (reader.ReadLine() is not { } header)
        {
            return demanded.Count == 0 ? rows : throw new FormatException("the file is empty");
        }

        var columns = ColumnsOf(header);
        if (demanded.FirstOrDefault(c => !columns.ContainsKey(c)) is { } absent)
        {
            throw new FormatException($"the file has no column '{absent}'");
        }

        var number = 1;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            rows.Add(new CsvRow(number, columns, CsvLine.Split(line)));
        }

        return rows;
    }

    private static Dictionary<string, int> ColumnsOf(string header)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in CsvLine.Split(header))
        {
            // Which of the two was meant nobody can know.
            if (!columns.TryAdd(name, columns.Count))
            {
                throw new FormatException($"the file has two columns '{name}'");
            }
        }

        return columns;
    }
}

/// <summary>One row of a <see cref="CsvTable"/>.</summary>
/// <param name="Line">Its line in the file; the header is line 1.</param>
/// <param name="Columns">The place of each column.</param>
/// <param name="Fields">The fields in the file's order.</param>
public sealed record CsvRow(int Line, IReadOnlyDictionary<string, int> Columns, IReadOnlyList<string> Fields)
{
    /// <summary>The field of a column; empty when the file has no such column.</summary>
    public string this[string column] => Columns.TryGetValue(column, out var index) ? Fields[index] : "";

    internal bool IsWhole => Fields.Count == Columns.Count;

    internal string Misfit => $"{Fields.Count} fields, the header {Columns.Count}";

    /// <summary>True when the file has the column.</summary>
    public bool Has(string column) => Columns.ContainsKey(column);
}
