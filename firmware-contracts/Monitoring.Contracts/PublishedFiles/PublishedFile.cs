using System.Globalization;
using Monitoring.Contracts.Registry;

namespace Monitoring.Contracts.PublishedFiles;

/// <summary>The layouts of published files, by the name that commands use.</summary>
public static class PublishedFile
{
    /// <summary>One moment of the national water feed.</summary>
    public const string WaterSnapshot = "water-snapshot";

    /// <summary>Many days of the national water feed.</summary>
    public const string WaterNational = "water-national";

    /// <summary>Hours of the national air feed.</summary>
    public const string AirHourly = "air-hourly";

    /// <summary>Levels and flows of the hydrological service. Their devices do not speak HJ 212, so no replay plays them.</summary>
    public const string Hydrology = "hydrology";

    /// <summary>Names of the layouts whose devices speak HJ 212.</summary>
    public static IReadOnlyList<string> Layouts { get; } = [WaterNational, WaterSnapshot, AirHourly];

    /// <summary>Reads the rows of a file that hold a measurement, in their order.</summary>
    /// <exception cref="ArgumentException">The layout is none of the known ones.</exception>
    /// <exception cref="FormatException">The file does not have the layout's columns.</exception>
    public static IEnumerable<PublishedRow> Read(string layout, TextReader reader) => ReadLines(layout, reader).Select(line => line.Row).OfType<PublishedRow>();

    /// <summary>Reads every line after the header: each is a row, or has the reason why it is none.</summary>
    /// <exception cref="ArgumentException">The layout is none of the known ones.</exception>
    /// <exception cref="FormatException">The file does not have the layout's columns.</exception>
    public static IEnumerable<PublishedLine> ReadLines(string layout, TextReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        var (columns, read) = layout switch
        {
            WaterNational or WaterSnapshot => (WaterRows.Demanded, (Func<CsvRow, PublishedLine>)WaterRows.Read),
            AirHourly => (AirRows.Demanded, AirRows.Read),
            Hydrology => (HydrologyRows.Demanded, HydrologyRows.Read),
            _ => throw new ArgumentException($"'{layout}' is no known layout: {string.Join(", ", [.. Layouts, Hydrology])}", nameof(layout)),
        };
        return CsvTable.ReadAny(reader, columns).Select(row => row.IsWhole ? read(row) : new PublishedLine(row.Line, null, row.Misfit));
    }

    internal static bool IsMissing(string text) => text is "" or "--" or "-" or "—" or "*" or "NA" or "/";

    internal static string OrEmpty(string text) => IsMissing(text) ? "" : text;

    internal static DateTimeOffset? Time(string text, string format) =>
        DateTime.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) && ChinaTime.TryFromClock(local, out var at) ? at : null;

    internal static decimal? Degrees(string text) => MeasuredText.TryReadNumber(text, out var degrees) ? degrees : null;

    internal static PublishedLine NoTime(CsvRow row, string text) => new(row.Line, null, text.Length == 0 ? "no time of sampling" : $"'{text}' is no time of sampling");

    internal static PublishedLine NoValue(CsvRow row) => new(row.Line, null, "no value");
}
