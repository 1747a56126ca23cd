using System.Text;

namespace Monitoring.Storage.Relational;

/// <summary>
/// The key of a page's last row, written so that it passes through a query string. A cursor that someone made up is an
/// <see cref="InvalidCursorException"/>.
/// </summary>
internal static class Cursor
{
    public static string OfText(string key) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(key));

    public static string? Text(string? cursor)
    {
        string key;
        try
        {
            key = string.IsNullOrEmpty(cursor) ? "" : Encoding.UTF8.GetString(Convert.FromHexString(cursor));
        }
        catch (FormatException e)
        {
            throw new InvalidCursorException(e);
        }

        return key.Length == 0 ? null : key.Contains('\0', StringComparison.Ordinal) ? throw new InvalidCursorException() : key;
    }

    public static string Of(long first, long second) => $"{first}.{second}";

    public static (long First, long Second)? Numbers(string? cursor)
    {
        if (string.IsNullOrEmpty(cursor))
        {
            return null;
        }

        var dot = cursor.IndexOf('.');
        return dot > 0 && long.TryParse(cursor.AsSpan(0, dot), out var first) && long.TryParse(cursor.AsSpan(dot + 1), out var second)
            ? (first, second)
            : throw new InvalidCursorException();
    }

    /// <summary>A page of at most <paramref name="limit"/> of the rows read, of which one more was asked for.</summary>
    public static Page<T> Page<T>(List<T> rows, int limit, Func<T, string> cursorOf)
    {
        if (rows.Count <= limit)
        {
            return new Page<T>(rows, null);
        }

        rows.RemoveRange(limit, rows.Count - limit);
        return new Page<T>(rows, cursorOf(rows[^1]));
    }
}
