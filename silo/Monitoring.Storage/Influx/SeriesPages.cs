using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Influx;

/// <summary>
/// Pages of a server that orders by time alone: readings of one time come in an order of its own, and a bounded answer may end between them. So the
/// last time of a bounded answer is left for the next question, and within a time this side orders.
/// </summary>
public static class SeriesPages
{
    // More series of one parameter than a station delivers at one time: rarely is a second question needed.
    private const int SpareRows = 32;

    /// <param name="range">What is asked for.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">Most readings of the page.</param>
    /// <param name="ask">The first so many rows from a time on (milliseconds since 1970), by time.</param>
    public static async Task<Page<ReadingHistory>> Read(ReadingRange range, string? cursor, int limit, Func<long, int, Task<List<StoredReading>>> ask)
    {
        var after = Cursor.Numbers(cursor);
        var from = after?.First ?? range.From.ToUnixTimeMilliseconds();
        for (var rows = limit + SpareRows; ; rows *= 2)
        {
            var found = await ask(from, rows);
            var isWhole = found.Count < rows;
            var cut = isWhole ? DateTimeOffset.MaxValue : found[^1].Reading.Key.Start;
            var ordered = found
                .Where(r => r.Reading.Key.Start < cut && (after is null || Place(r).CompareTo(after.Value) > 0))
                .OrderBy(Place)
                .ToList();
            if (isWhole || ordered.Count > limit)
            {
                return Cursor.Page([.. ordered.Take(limit + 1).Select(r => new ReadingHistory(r, []))], limit, h => Cursor.Of(Place(h.Current).First, Place(h.Current).Second));
            }
        }
    }

    // A series' place among those of its parameter, as one number.
    private static (long First, long Second) Place(StoredReading stored)
    {
        var key = stored.Reading.Key;
        return (key.Start.ToUnixTimeMilliseconds(), (((long)key.Length.TotalMilliseconds * 8) + (int)key.Kind) * 2 + (int)key.Source);
    }
}
