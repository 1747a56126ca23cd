using Monitoring.Contracts;

namespace Monitoring.Silo.Stations;

/// <summary>What one gateway brings for one station, in ascending sequence.</summary>
/// <param name="ReceivedAt">Backend's clock at the door.</param>
public sealed record StationBatch(StationId Station, string GatewayId, DateTimeOffset ReceivedAt, IReadOnlyList<SequencedTelemetry> Entries);

/// <summary>What became of a batch once it is durable.</summary>
/// <param name="New">Readings of keys never seen.</param>
/// <param name="Corrected">Readings that gave a known key another version.</param>
/// <param name="Repeated">Readings that said nothing new.</param>
public readonly record struct StationReceipt(int New, int Corrected, int Repeated);
