using System.Globalization;

namespace Monitoring.Storage.Relational;

/// <summary>Decimals as the tables keep them: their digits, since SQLite's own numbers are binary and the same digits must stand in every engine.</summary>
internal static class ExactText
{
    public static string Of(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Of(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static decimal Read(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static decimal? Read(IStatement row, int column) => row.TextOrNull(column) is { } text ? Read(text) : null;
}
