using Monitoring.Contracts;

namespace Monitoring.Storage;

public enum AggregateResolution
{
    Hour = 0,
    Day = 1,

    /// <summary>Made of its days when asked for; never stored.</summary>
    Month = 2,
}

/// <summary>Readings of one kind and interval length of one parameter.</summary>
public readonly record struct SeriesKey(ParameterCode Parameter, ReadingKind Kind, TimeSpan Length, ReadingSource Source)
{
    public static SeriesKey Of(ReadingKey key) => new(key.Parameter, key.Kind, key.Length, key.Source);

    public ReadingKey At(DateTimeOffset start) => new(Parameter, Kind, start, Length, Source);
}

/// <summary>
/// One series within one Beijing hour, day or month. Exact: the sum is a decimal, and a correction changes it as if the
/// corrected value had come first.
/// </summary>
/// <param name="Expected">Values that the rhythm of the station, or the length of the mean, lets expect.</param>
/// <param name="Received">Values present, valid or not.</param>
/// <param name="Valid">Values under a valid mark that are numbers; these alone make sum, min and max.</param>
/// <param name="Sum">Sum of the valid values.</param>
public sealed record Aggregate(
    SeriesKey Series,
    AggregateResolution Resolution,
    DateTimeOffset Start,
    int Expected,
    int Received,
    int Valid,
    decimal Sum,
    decimal? Min,
    decimal? Max)
{
    public decimal? Mean => Valid == 0 ? null : Sum / Valid;

    /// <summary>Valid over expected, at most 1.</summary>
    public decimal Completeness => Expected == 0 ? (Valid > 0 ? 1 : 0) : Math.Min(1m, (decimal)Valid / Expected);
}
