using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>
/// The rows that every message brings: each engine has its own fast way in. They are in the tables when the transaction commits; a later row
/// of a key replaces an earlier one.
/// </summary>
internal interface IMassRows
{
    void PutCurrent(long station, long series, long gateway, StoredReading version);

    /// <summary>A version that is not current: entered, or its origin raised.</summary>
    void PutCorrection(long station, long series, long gateway, StoredReading version);

    void DropCorrection(long station, long series, Reading version);

    void PutMark(long series, SeriesMark mark);

    void PutAggregate(long station, long series, Aggregate aggregate);

    void PutVerdict(long station, StoredVerdict verdict);

    /// <summary>One that is known stays as it is: the evidence of two stations may be the same text, and either place proves it.</summary>
    void PutPlace(long station, CertificatePlace place);

    /// <summary>Which numbers of a gateway have come.</summary>
    void PutReceived(long gateway, SequenceRange range);

    /// <summary>Notes that the current readings of a message changed, where a raw series is followed (<see cref="SeriesOutbox"/>).</summary>
    void PutChange(long station, DateTimeOffset start, DateTimeOffset receivedAt);
}
