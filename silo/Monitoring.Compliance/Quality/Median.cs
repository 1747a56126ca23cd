namespace Monitoring.Compliance.Quality;

/// <summary>The middle of some numbers: what one wild value among them cannot move.</summary>
internal static class Median
{
    /// <summary>Of at least one number; of an even count the mean of the two in the middle.</summary>
    public static decimal Of(IEnumerable<decimal> values)
    {
        var ascending = values.Order().ToList();
        Demand.AtLeastOne(ascending);
        var middle = ascending.Count / 2;
        return ascending.Count % 2 == 1 ? ascending[middle] : (ascending[middle - 1] + ascending[middle]) / 2;
    }
}
