using System.Net;
using System.Text;

namespace Monitoring.Silo.Reports;

/// <summary>Tables as one page that needs nothing beside it; its print is the print of the report.</summary>
internal static class HtmlReport
{
    private const string Style =
        "body{font-family:\"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;font-size:12px;margin:16px}table{border-collapse:collapse;margin-bottom:24px}"
        + "th,td{border:1px solid #999;padding:2px 6px;text-align:left;vertical-align:top}th{background:#dce6f1}th small{display:block;font-weight:normal}"
        + "thead{display:table-header-group}tr{break-inside:avoid}@page{size:A3 landscape;margin:10mm}";

    public static async Task Write(Stream output, IReadOnlyList<ReportTable> tables)
    {
        await using var page = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        await page.WriteLineAsync($"<!doctype html><html lang=\"zh-CN\"><head><meta charset=\"utf-8\"><title>{Text(tables[0].Title)}</title><style>{Style}</style></head><body>");
        foreach (var table in tables)
        {
            await page.WriteLineAsync($"<h1>{Text(table.Title)}</h1><p>{Text(table.Note)}</p><table><thead><tr>");
            await page.WriteLineAsync(string.Concat(table.Columns.Select(c => $"<th>{Text(c.Zh)}<small>{Text(c.En)}</small></th>")) + "</tr></thead><tbody>");
            foreach (var row in table.Rows)
            {
                await page.WriteLineAsync($"<tr>{string.Concat(row.Select(c => $"<td>{Text(c.ToString())}</td>"))}</tr>");
            }

            await page.WriteLineAsync("</tbody></table>");
        }

        await page.WriteLineAsync("</body></html>");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
