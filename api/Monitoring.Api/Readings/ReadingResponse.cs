using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Readings;

/// <summary>How far people have looked at a value.</summary>
internal enum Approval
{
    /// <summary>As it came.</summary>
    Provisional,
}

/// <summary>A value that a correction replaced.</summary>
internal sealed record SupersededValue(decimal? Value, string Text, string Flag, DateTimeOffset SentAt, DateTimeOffset ReceivedAt);

/// <summary>One reading, or the readings of one hour or day.</summary>
/// <param name="SampledAt">Start of the interval.</param>
/// <param name="Value">The reading with the device's own digits, or the mean; null where there is none.</param>
/// <param name="Text">What the device wrote; null for an hour or day.</param>
/// <param name="Min">Lowest valid value of the hour or day.</param>
/// <param name="Max">Highest valid value of the hour or day.</param>
/// <param name="Unit">Of a reading; null for an hour or day.</param>
/// <param name="Flag">The device's data mark; null for an hour or day.</param>
/// <param name="Kind">What the value, or each value of the hour or day, stands for.</param>
/// <param name="IntervalSeconds">Length of the interval of one value; 0 for an instant.</param>
/// <param name="Source">How the values came about.</param>
/// <param name="Completeness">Valid values over expected ones, 0 to 1; null for a reading.</param>
/// <param name="ReceivedAt">When the backend had it; null for an hour or day.</param>
/// <param name="Approval">How far people have looked at it.</param>
/// <param name="Superseded">Values that this one corrected, newest first.</param>
internal sealed record ReadingResponse(
    DateTimeOffset SampledAt,
    decimal? Value,
    string? Text,
    decimal? Min,
    decimal? Max,
    string? Unit,
    string? Flag,
    ReadingKind Kind,
    long IntervalSeconds,
    ReadingSource Source,
    decimal? Completeness,
    DateTimeOffset? ReceivedAt,
    Approval Approval,
    IReadOnlyList<SupersededValue> Superseded)
{
    // A mean has more digits than any instrument; six decimals are finer than every assessment rule.
    private const int MeanDecimals = 6;

    public static ReadingResponse Of(ReadingHistory history)
    {
        var (reading, key) = (history.Current.Reading, history.Current.Reading.Key);
        return new ReadingResponse(
            key.Start, reading.Value, reading.Text, Min: null, Max: null, reading.Unit, reading.Flag,
            key.Kind, (long)key.Length.TotalSeconds, key.Source, Completeness: null, history.Current.ReceivedAt, Approval.Provisional,
            [.. history.Superseded.Select(Of)]);
    }

    public static ReadingResponse Of(Aggregate aggregate) => new(
        aggregate.Start, Round(aggregate.Mean), Text: null, aggregate.Min, aggregate.Max, Unit: null, Flag: null,
        aggregate.Series.Kind, (long)aggregate.Series.Length.TotalSeconds, aggregate.Series.Source, Round(aggregate.Completeness),
        ReceivedAt: null, Approval.Provisional, []);

    private static SupersededValue Of(StoredReading old) =>
        new(old.Reading.Value, old.Reading.Text, old.Reading.Flag, old.Origin.SentAt, old.ReceivedAt);

    private static decimal? Round(decimal? value) => value is { } v ? decimal.Round(v, MeanDecimals) : null;
}
