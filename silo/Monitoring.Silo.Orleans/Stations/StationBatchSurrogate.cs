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
    public StationBatch ConvertFromSurrogate(in StationBatchSurrogate surrogate) =>
        UplinkWire.TryRead(surrogate.Batch, out IngestBatch? batch, out var unreadable, out var reason) && unreadable.Count == 0
            ? new StationBatch(StationId.Parse(surrogate.Station), batch.GatewayId, surrogate.ReceivedAt, batch.Entries)
            : throw new FormatException($"a batch of {surrogate.Station} from another silo cannot be read: {(reason.Length > 0 ? reason : unreadable[0].Reason)}");

    public StationBatchSurrogate ConvertToSurrogate(in StationBatch value) => new()
    {
        Station = value.Station.Value,
        ReceivedAt = value.ReceivedAt,
        Batch = UplinkWire.Write(new IngestBatch(value.GatewayId, value.Entries)),
    };
}
