using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>A value that was given for an item of GB 3838-2002 table 1, or beside it, and took no part.</summary>
/// <param name="Of">Section, point or city section that it belongs to.</param>
/// <param name="Item">Its code as it was given.</param>
/// <param name="Reason">Why (<see cref="NoVerdictReason"/>).</param>
public sealed record LeftOutValue(string Of, string Item, string Reason);

/// <summary>
/// The values of one section or point by the short codes of an edition (GB 3838-2002 table 1), whichever of an item's codes they were given
/// under: the one door through which rivers, lakes and rankings read their means.
/// </summary>
/// <param name="Numbers">Per short code a number that the quantity can have.</param>
/// <param name="LeftOut">Values that are no such number, items given twice with different values, and codes that nobody knows. An empty value is none and is not named.</param>
public sealed record ItemValues(IReadOnlyDictionary<string, decimal> Numbers, IReadOnlyList<LeftOutValue> LeftOut)
{
    /// <summary>Reads texts by short code or code of the ministry (GB 3838-2002 table 1), and by their own codes what is measured beside the table.</summary>
    public static ItemValues Read(string of, IReadOnlyDictionary<string, string> texts, WaterEdition edition)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(edition);
        var numbers = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var leftOut = new List<LeftOutValue>();
        foreach (var item in texts.OrderBy(t => t.Key, StringComparer.Ordinal).GroupBy(t => edition.Find(t.Key)?.Code ?? t.Key, StringComparer.Ordinal))
        {
            var read = item.Select(t => (Code: t.Key, Value: ValueOf(item.Key, t.Value, edition))).Where(t => t.Value.Reason is not NoVerdictReason.Missing).ToList();
            leftOut.AddRange(read.Where(t => t.Value.Reason is not null).Select(t => new LeftOutValue(of, t.Code, t.Value.Reason!)));
            var valid = read.FindAll(t => t.Value.Number is not null);
            if (valid.Select(t => t.Value.Number).Distinct().Skip(1).Any())
            {
                leftOut.AddRange(valid.Select(t => new LeftOutValue(of, t.Code, NoVerdictReason.Ambiguous)));
            }
            else if (valid.Count > 0)
            {
                numbers[item.Key] = valid[0].Value.Number!.Value;
            }
        }

        return new ItemValues(numbers, leftOut);
    }

    private static MeasuredValue ValueOf(string code, string? text, WaterEdition edition) => edition.Find(code) is { } item
        ? MeasuredValue.Read(text, flag: null, item.Possible?[0] ?? 0, item.Possible?[1])
        : edition.Method.BesideTable.Contains(code) || edition.Method.Trophic.Items.Any(i => i.Code == code)
            ? MeasuredValue.Read(text, flag: null)
            : new MeasuredValue(null, NoVerdictReason.UnknownItem, IsBelowDetection: false);
}
