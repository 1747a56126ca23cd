using Monitoring.Contracts;

namespace Monitoring.Storage;

/// <summary>One version of a reading with its way here.</summary>
/// <param name="Reading">The value as the device stated it.</param>
/// <param name="Origin">Where it came from; the greatest origin of a key is current.</param>
/// <param name="ReceivedAt">Backend's clock at the receipt that first brought it.</param>
/// <param name="GatewayReceivedAt">Gateway's clock.</param>
public sealed record StoredReading(Reading Reading, ReadingOrigin Origin, DateTimeOffset ReceivedAt, DateTimeOffset GatewayReceivedAt);

/// <summary>A key's current version and every other one, newest origin first.</summary>
public sealed record ReadingHistory(StoredReading Current, IReadOnlyList<StoredReading> Superseded);

/// <summary>The newest value of one parameter of a station: instants and means, whatever the flag.</summary>
public sealed record LatestReading(ParameterCode Parameter, StoredReading Reading);
