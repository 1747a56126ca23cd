using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Storage;

namespace Monitoring.Api.Answers;

/// <summary>
/// Where a list goes on: the key of the last item, opaque to the client. Keyset paging neither repeats nor skips rows
/// when others are added meanwhile.
/// </summary>
internal static class Cursor
{
    private const int MaxLength = 200;

    public static string Of(string key) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(key));

    public static string OfId(long id) => Of(id.ToString(CultureInfo.InvariantCulture));

    /// <summary>False when a cursor is given that no list here has handed out; no cursor at all is the beginning.</summary>
    public static bool TryRead(string? cursor, out string? key)
    {
        key = null;
        if (string.IsNullOrEmpty(cursor))
        {
            return true;
        }

        if (cursor.Length > MaxLength || !Base64Url.IsValid(cursor))
        {
            return false;
        }

        key = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor));
        return true;
    }

    public static bool TryReadId(string? cursor, out long? id)
    {
        id = null;
        if (!TryRead(cursor, out var key))
        {
            return false;
        }

        if (key is null)
        {
            return true;
        }

        var isNumber = long.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        id = number;
        return isNumber;
    }

    /// <summary>A page of at most <paramref name="size"/> of the items read, of which one more was asked for: so the last page, full or not, has no cursor.</summary>
    public static Page<T> Page<T>(List<T> items, int size, Func<T, string> cursorOf) =>
        items.Count <= size ? new Page<T>(items, null) : new Page<T>(items[..size], cursorOf(items[size - 1]));

    public static ProblemHttpResult Refused() =>
        TypedResults.Problem("cursor must be one that the list handed out; leave it away to start", statusCode: StatusCodes.Status400BadRequest);
}
