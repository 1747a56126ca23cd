using CsvHelper;

namespace Monitoring.Silo.Layouts;

/// <summary>A CSV file whose first line names its columns; fields are read by name, as text.</summary>
internal sealed class CsvTable : IDisposable
{
    // No row of a known file comes near; an unclosed quote must not swallow the machine's memory.
    private const int LongestRow = 16 * 1024 * 1024;

    private readonly CsvReader csv;

    private CsvTable(CsvReader csv) => this.csv = csv;

    /// <exception cref="InvalidDataException">A demanded column is absent.</exception>
    public static CsvTable Open(TextReader input, IEnumerable<string> demandedColumns)
    {
        var table = new CsvTable(CsvReader.Create(input, new CsvReaderOptions { Separator = ',', MaxRecordSize = LongestRow }, leaveOpen: true));
        foreach (var column in demandedColumns)
        {
            if (!table.Has(column))
            {
                throw new InvalidDataException($"the file has no column '{column}'");
            }
        }

        return table;
    }

    public bool Has(string column) => csv.TryGetFieldIndex(column, out _);

    public bool Read() => csv.Read();

    /// <summary>The field of the current row; empty when the row is too short.</summary>
    public string this[string column] => csv.TryGetFieldIndex(column, out var index) && index < csv.FieldCount ? csv.GetString(index) : "";

    public void Dispose() => csv.Dispose();
}
