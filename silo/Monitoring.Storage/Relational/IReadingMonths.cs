namespace Monitoring.Storage.Relational;

/// <summary>Readings that lie in months of their own, each of which can be thrown away whole.</summary>
internal interface IReadingMonths
{
    /// <summary>Throws a Beijing month away, within the transaction, and keeps some ranges of it.</summary>
    /// <returns>How many readings are gone.</returns>
    long Replace(DateTimeOffset month, IReadOnlyCollection<(long Station, TimeRange Kept)> kept);
}
