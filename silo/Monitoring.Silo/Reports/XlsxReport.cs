using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Monitoring.Silo.Reports;

/// <summary>Tables as a workbook, a sheet each: title, note, two heading rows that stay in view, rows.</summary>
internal static class XlsxReport
{
    private const int HeadingRows = 4;

    public static void Write(Stream output, IReadOnlyList<ReportTable> tables)
    {
        using var document = SpreadsheetDocument.Create(output, SpreadsheetDocumentType.Workbook);
        var workbook = document.AddWorkbookPart();
        workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = XlsxStyles.Sheet();
        var sheets = new Sheets();
        var names = new DefinedNames();
        for (var i = 0; i < tables.Count; i++)
        {
            var part = workbook.AddNewPart<WorksheetPart>();
            part.Worksheet = SheetOf(tables[i]);
            sheets.Append(new Sheet { Id = workbook.GetIdOfPart(part), SheetId = (uint)(i + 1), Name = tables[i].Name });
            names.Append(new DefinedName($"'{tables[i].Name}'!$3:$4") { Name = "_xlnm.Print_Titles", LocalSheetId = (uint)i });
        }

        workbook.Workbook = new Workbook(sheets, names);
    }

    private static Worksheet SheetOf(ReportTable table)
    {
        var rows = new SheetData();
        rows.Append(RowOf(1, [table.Title], XlsxStyles.Title));
        rows.Append(RowOf(2, [table.Note], XlsxStyles.Plain));
        rows.Append(RowOf(3, table.Columns.Select(c => (ReportCell)c.Zh), XlsxStyles.Heading));
        rows.Append(RowOf(4, table.Columns.Select(c => (ReportCell)c.En), XlsxStyles.Heading));
        for (var i = 0; i < table.Rows.Count; i++)
        {
            rows.Append(RowOf(HeadingRows + 1 + i, table.Rows[i], XlsxStyles.Body));
        }

        return new Worksheet(
            new SheetProperties(new PageSetupProperties { FitToPage = true }),
            new SheetViews(new SheetView(new Pane
            {
                VerticalSplit = HeadingRows,
                TopLeftCell = $"A{HeadingRows + 1}",
                ActivePane = PaneValues.BottomLeft,
                State = PaneStateValues.Frozen,
            })
            { WorkbookViewId = 0 }),
            new Columns(table.Columns.Select((c, i) => new Column { Min = (uint)(i + 1), Max = (uint)(i + 1), Width = c.Width + 1, CustomWidth = true })),
            rows,
            new PageSetup { Orientation = OrientationValues.Landscape, PaperSize = 8, FitToWidth = 1, FitToHeight = 0 });
    }

    private static Row RowOf(int number, IEnumerable<ReportCell> cells, uint style)
    {
        var row = new Row { RowIndex = (uint)number };
        foreach (var (cell, column) in cells.Select((c, i) => (c, i)))
        {
            row.Append(CellOf(cell, $"{ColumnName(column)}{number}", style));
        }

        return row;
    }

    private static Cell CellOf(ReportCell cell, string reference, uint style) => cell switch
    {
        { Number: { } number } => new Cell(new CellValue(number.ToString(CultureInfo.InvariantCulture))) { CellReference = reference, StyleIndex = style },
        { Text: { Length: > 0 } text } => new Cell(new InlineString(new Text(Printable(text)) { Space = SpaceProcessingModeValues.Preserve }))
        {
            CellReference = reference,
            DataType = CellValues.InlineString,
            StyleIndex = style,
        },
        _ => new Cell { CellReference = reference, StyleIndex = style },
    };

    // XML has no control characters; a name may hold one.
    private static string Printable(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)) : text;

    private static string ColumnName(int column) => column < 26 ? $"{(char)('A' + column)}" : $"{(char)('A' + (column / 26) - 1)}{(char)('A' + (column % 26))}";
}
