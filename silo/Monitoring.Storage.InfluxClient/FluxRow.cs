using System.Globalization;
using Monitoring.Contracts.Registry;

namespace Monitoring.Storage.InfluxClient;

/// <summary>
/// A row of the annotated CSV that Flux answers: lines that begin with <c>#</c> are annotations, the first other one of a table names its columns, an
/// empty one ends it. A failure after the first rows comes as a table of its own with the columns <c>error</c> and <c>reference</c>.
/// </summary>
internal sealed class FluxRow(IReadOnlyDictionary<string, int> columns, IReadOnlyList<string> fields)
{
    /// <exception cref="FormatException">The answer is none, or says that the query failed.</exception>
    public static IEnumerable<FluxRow> All(string answer)
    {
        Dictionary<string, int>? columns = null;
        foreach (var line in answer.Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (line.Length == 0 || line[0] == '#')
            {
                columns = null;
                continue;
            }

            var fields = CsvLine.Split(line);
            if (columns is null)
            {
                columns = fields.Select((name, place) => (name, place)).Where(c => c.name.Length > 0).ToDictionary(c => c.name, c => c.place);
                continue;
            }

            var row = new FluxRow(columns, fields);
            yield return columns.ContainsKey("error") ? throw new FormatException(row.Text("error")) : row;
        }
    }

    public string Text(string column) => columns.TryGetValue(column, out var place) && place < fields.Count ? fields[place] : "";

    public long Number(string column) => long.Parse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    public DateTimeOffset Time(string column) => DateTimeOffset.Parse(Text(column), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal).ToUniversalTime();
}
