using Monitoring.Contracts;

namespace Monitoring.Storage.Relational;

/// <summary>Writes what a station step changed. The step has merged the versions; here is no decision.</summary>
internal static class StationCommit
{
    public static void Apply(IStoreWriter writer, StationWrites writes)
    {
        if (writes.NewStation is { } created && RegistryRows.InsertIfAbsent(writer.Session, created))
        {
            writer.Session.Announce(StationRegistry.Changes);
        }

        var station = writer.Numbers.StationNo(writes.Station);
        foreach (var reading in writes.Current)
        {
            writer.Rows.PutCurrent(station, SeriesNo(writer, station, reading.Reading.Key), writer.Numbers.GatewayNo(reading.Origin.GatewayId), reading);
        }

        foreach (var message in writes.Current.GroupBy(r => r.Reading.Key.Start))
        {
            writer.Rows.PutChange(station, message.Key, message.Max(r => r.ReceivedAt));
        }

        foreach (var reading in writes.Superseded)
        {
            writer.Rows.PutCorrection(station, SeriesNo(writer, station, reading.Reading.Key), writer.Numbers.GatewayNo(reading.Origin.GatewayId), reading);
        }

        foreach (var reading in writes.Restored)
        {
            writer.Rows.DropCorrection(station, SeriesNo(writer, station, reading.Reading.Key), reading.Reading);
        }

        foreach (var mark in writes.Marks)
        {
            writer.Rows.PutMark(writer.Numbers.SeriesNo(station, mark.Series, mark.HighWater), mark);
        }

        foreach (var aggregate in writes.Aggregates)
        {
            writer.Rows.PutAggregate(station, writer.Numbers.SeriesNo(station, aggregate.Series, aggregate.Start), aggregate);
        }

        PutEvidence(writer, station, writes);
        foreach (var alert in writes.Alerts)
        {
            AlertRows.Put(writer.Session, station, alert);
        }

        foreach (var watch in writes.Watches)
        {
            AlertRows.Put(writer.Session, station, watch);
        }
    }

    private static void PutEvidence(IStoreWriter writer, long station, StationWrites writes)
    {
        foreach (var verdict in writes.Verdicts)
        {
            writer.Rows.PutVerdict(station, verdict);
            if (verdict.CertificateId.Length > 0)
            {
                writer.Rows.PutPlace(station, new CertificatePlace(verdict.CertificateId, verdict.Station, verdict.Kind, verdict.At));
            }
        }

        foreach (var place in writes.Places)
        {
            writer.Rows.PutPlace(station, place);
        }

        foreach (var certificate in writes.Certificates)
        {
            writer.Session.Prepare("INSERT INTO superseded_certificates (id, station, kind, at, document) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING")
                .Bind(certificate.Id).Bind(station).Bind((int)certificate.Kind).Bind(certificate.At).Bind(certificate.Document).Run();
        }
    }

    private static long SeriesNo(IStoreWriter writer, long station, ReadingKey key) => writer.Numbers.SeriesNo(station, SeriesKey.Of(key), key.Start);
}
