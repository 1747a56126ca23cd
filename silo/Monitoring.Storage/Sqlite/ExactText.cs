using System.Globalization;

namespace Monitoring.Storage.Sqlite;

/// <summary>Decimals as SQLite keeps them here: their digits, since its own numbers are binary.</summary>
internal static class ExactText
{
    public static string Of(decimal value) => value.ToString(CultureInfo.InvariantCulture);

    public static string? Of(decimal? value) => value?.ToString(CultureInfo.InvariantCulture);

    public static decimal Read(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    public static decimal? Read(Statement row, int column) => row.TextOrNull(column) is { } text ? Read(text) : null;
}
