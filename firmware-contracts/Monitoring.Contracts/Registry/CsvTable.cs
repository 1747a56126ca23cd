namespace Monitoring.Contracts.Registry;

/// <summary>A comma-separated file with a header line: each row's fields by the name of their column.</summary>
public static class CsvTable
{
    /// <summary>Reads the rows after the header; empty lines are skipped.</summary>
    /// <exception cref="FormatException">A row has another number of fields than the header; the message names the line.</exception>
    public static IReadOnlyList<CsvRow> Read(TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var rows = new List<CsvRow>();
        if (reader.ReadLine() is not { } header)
        {
            return rows;
        }

        var columns = CsvLine.Split(header).Select((name, index) => (Name: name, Index: index)).ToDictionary(c => c.Name, c => c.Index, StringComparer.Ordinal);
        var number = 1;
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                continue;
            }

            var fields = CsvLine.Split(line);
            rows.Add(fields.Count == columns.Count
                ? new CsvRow(number, columns, fields)
                : throw new FormatException($"line {number} has {fields.Count} fields, the header {columns.Count}"));
        }

        return rows;
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

    /// <summary>True when the file has the column.</summary>
    public bool Has(string column) => Columns.ContainsKey(column);
}
