using System.Text;

namespace Monitoring.Contracts.Registry;

/// <summary>One line of a comma-separated file (RFC 4180): fields may stand in double quotes, and a quote in them is doubled.
/// A field never holds a line end.</summary>
public static class CsvLine
{
    /// <summary>The fields of a line. A quote that is never closed ends with the line.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        var fields = new List<string>();
        var field = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            switch (line[i])
            {
                case '"' when isQuoted && i + 1 < line.Length && line[i + 1] == '"':
                    _ = field.Append('"');
                    i++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ',' when !isQuoted:
                    fields.Add(field.ToString());
                    _ = field.Clear();
                    break;
                default:
                    _ = field.Append(line[i]);
                    break;
            }
        }

        fields.Add(field.ToString());
        return fields;
    }
}
