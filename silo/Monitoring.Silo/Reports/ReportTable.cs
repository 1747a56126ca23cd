using System.Globalization;

namespace Monitoring.Silo.Reports;

/// <summary>A cell: a number where people may calculate with it, else a text.</summary>
internal readonly record struct ReportCell(string? Text, decimal? Number)
{
    public static implicit operator ReportCell(string? text) => new(text, null);

    public static implicit operator ReportCell(decimal? number) => new(null, number);

    /// <summary>As a page shows it.</summary>
    public override string ToString() => Text ?? Number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

/// <param name="Zh">Heading.</param>
/// <param name="En">Heading below it.</param>
/// <param name="Width">In characters.</param>
internal sealed record ReportColumn(string Zh, string En, int Width);

/// <summary>A table with headings in two languages.</summary>
/// <param name="Name">Of the sheet: at most 31 characters, none of <c>[]:*?/\</c>.</param>
internal sealed record ReportTable(string Name, string Title, string Note, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<IReadOnlyList<ReportCell>> Rows);
