using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Influx;

/// <summary>What a server answered of a question.</summary>
/// <param name="Readings">By time.</param>
/// <param name="IsShortened">True where it says that it left some out by a limit of its own.</param>
public sealed record SeriesRows(IReadOnlyList<StoredReading> Readings, bool IsShortened = false);

/// <summary>
/// Pages of a server that orders by time alone: readings of one time come in an order of its own, and a bounded answer may end between them. So the
/// last time of a bounded answer is left for the next question, and within a time this side orders. An answer that the server itself shortened is a
/// bounded one.
/// </summary>
public static class SeriesPages
{
    // More series of one parameter than a station delivers at one time: rarely is a second question needed.
    private const int SpareRows = 32;

    /// <param name="range">What is asked for.</param>
    /// <param name="cursor">Where the page before ended.</param>
    /// <param name="limit">Most readings of the page.</param>
    /// <param name="ask">The first so many rows from a time on (milliseconds since 1970), by time.</param>
    /// <exception cref="StoreUnavailableException">The server shortens its answers to less than the readings of one time.</exception>
    public static async Task<Page<ReadingHistory>> Read(ReadingRange range, string? cursor, int limit, Func<long, int, Task<SeriesRows>> ask)
    {
        var after = Cursor.Numbers(cursor);
        var from = after?.First ?? range.From.ToUnixTimeMilliseconds();
        var (rows, ordered) = (limit + SpareRows, new List<StoredReading>());
        while (true)
        {
            var (found, isShortened) = await ask(from, rows);
            var isWhole = !isShortened && found.Count < rows;
            var next = isWhole ? long.MaxValue : found is [.., var last] ? Place(last).First : from;
            ordered.AddRange(found.Where(r => Place(r).First < next && (after is null || Place(r).CompareTo(after.Value) > 0)).OrderBy(Place));
            if (isWhole || ordered.Count > limit)
            {
                return Cursor.Page([.. ordered.Take(limit + 1).Select(r => new ReadingHistory(r, []))], limit, h => Cursor.Of(Place(h.Current).First, Place(h.Current).Second));
            }

            if (next > from)
            {
                from = next;
            }
            else if (!isShortened)
            {
                rows *= 2;
            }
            else
            {
                throw new StoreUnavailableException(
                    $"the series server shortens its answers to {found.Count} rows, and more readings of one parameter stand at one time: raise max-row-limit in its configuration");
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
