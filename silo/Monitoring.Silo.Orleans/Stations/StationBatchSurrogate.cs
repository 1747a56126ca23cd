using Monitoring.Contracts;
using Monitoring.Silo.Stations;

namespace Monitoring.Silo.Orleans.Stations;

/// <summary>A batch on its way between silos: the bytes of the uplink, which may only be added to.</summary>
[GenerateSerializer]
[Alias("monitoring.station-batch")]
internal struct StationBatchSurrogate
{
    [Id(0)]
    public string Station;

    [Id(1)]
    public DateTimeOffset ReceivedAt;

    [Id(2)]
    public byte[] Batch;
}

[RegisterConverter]
internal sealed class StationBatchConverter : IConverter<StationBatch, StationBatchSurrogate>
{
    public StationBatch ConvertFromSurrogate(in StationBatchSurrogate surrogate)
    {
        var station = surrogate.Station;
        return UplinkWire.TryReadBatch(surrogate.Batch, out var batch, out var reason)
            ? new StationBatch(StationId.Parse(station), batch.GatewayId, surrogate.ReceivedAt, [.. batch.Entries.Select(e => Read(e, station))])
            : throw Unreadable(station, reason);
    }

    public StationBatchSurrogate ConvertToSurrogate(in StationBatch value) => new()
    {
        Station = value.Station.Value,
        ReceivedAt = value.ReceivedAt,
        Batch = UplinkWire.Write(new IngestBatch(value.GatewayId, value.Entries)),
    };

    private static SequencedTelemetry Read(IngestEntry entry, string station) => UplinkWire.TryRead(entry.Message.Span, out var telemetry, out var reason)
        ? new SequencedTelemetry(entry.Sequence, telemetry)
        : throw Unreadable(station, reason);

    private static FormatException Unreadable(string station, string reason) => new($"a batch of {station} from another silo cannot be read: {reason}");
}
