using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>The layouts of published files that can be replayed and imported, by the name that commands use.</summary>
public static class PublishedFile
{
    /// <summary>Names of the layouts.</summary>
    public static IReadOnlyList<string> Layouts { get; } = ["water-national", "water-snapshot", "air-hourly"];

    /// <summary>Reads the rows of a file in their order; rows without a time or without any value are left out.</summary>
    /// <exception cref="ArgumentException">The layout is none of <see cref="Layouts"/>.</exception>
    /// <exception cref="FormatException">The file does not have the layout's columns, or a row is broken; the message says where.</exception>
    public static IEnumerable<PublishedRow> Read(string layout, TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var read = layout switch
        {
            "water-national" or "water-snapshot" => (Func<CsvRow, PublishedRow?>)WaterRows.Read,
            "air-hourly" => AirRows.Read,
            _ => throw new ArgumentException($"'{layout}' is no known layout: {string.Join(", ", Layouts)}", nameof(layout)),
        };
        return CsvTable.Read(reader).Select(read).OfType<PublishedRow>();
    }

    internal static bool IsMissing(string text) => text is "" or "--" or "*" or "NA" or "/";

    internal static string Required(CsvRow row, string column) => row.Has(column)
        ? row[column]
        : throw new FormatException($"the file has no column '{column}'");
}
