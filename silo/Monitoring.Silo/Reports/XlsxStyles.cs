using DocumentFormat.OpenXml.Spreadsheet;

namespace Monitoring.Silo.Reports;

/// <summary>The four looks of a cell.</summary>
internal static class XlsxStyles
{
    public const uint Plain = 0;
    public const uint Title = 1;
    public const uint Heading = 2;
    public const uint Body = 3;

    public static Stylesheet Sheet() => new(
        new Fonts(FontOf(11, isBold: false), FontOf(14, isBold: true), FontOf(11, isBold: true)),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFDCE6F1" }) { PatternType = PatternValues.Solid })),
        new Borders(new Border(), Thin()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            new CellFormat(Wrapped()) { FontId = 2, FillId = 2, BorderId = 1, ApplyFont = true, ApplyFill = true, ApplyBorder = true, ApplyAlignment = true },
            new CellFormat(Wrapped()) { BorderId = 1, ApplyBorder = true, ApplyAlignment = true }));

    private static Font FontOf(double size, bool isBold)
    {
        // The schema fixes the order: bold, size, name.
        var font = new Font();
        if (isBold)
        {
            font.Append(new Bold());
        }

        font.Append(new FontSize { Val = size }, new FontName { Val = "Microsoft YaHei" });
        return font;
    }

    private static Alignment Wrapped() => new() { WrapText = true, Vertical = VerticalAlignmentValues.Center };

    private static Border Thin() => new(
        new LeftBorder { Style = BorderStyleValues.Thin },
        new RightBorder { Style = BorderStyleValues.Thin },
        new TopBorder { Style = BorderStyleValues.Thin },
        new BottomBorder { Style = BorderStyleValues.Thin });
}
