using Monitoring.Contracts;

namespace Monitoring.Gateway.Intake;

/// <summary>A decoded and mapped message of a device that nobody has let in yet.</summary>
/// <param name="Mn">The device that it claims to come from.</param>
/// <param name="Password">What it presents; null when it presents nothing.</param>
/// <param name="Kind">What it says it watches.</param>
/// <param name="Protocol"><c>hj212</c> or <c>mqtt-json</c>.</param>
/// <param name="Command">The protocol's command; empty where there is none.</param>
/// <param name="SentAt">Its own origin time (QN, <c>sent</c>); null when it names none that can be believed.</param>
/// <param name="Readings">Its values.</param>
/// <param name="Fault">Set when it cannot be taken, whoever sent it.</param>
/// <param name="Unread">Set when it holds data and none of it became a reading: it is taken, and its bytes are kept beside it.</param>
public sealed record DeviceMessage(
    string Mn,
    string? Password,
    StationKind Kind,
    string Protocol,
    string Command,
    DateTimeOffset? SentAt,
    IReadOnlyList<Reading> Readings,
    MappingFault? Fault = null,
    MappingFault? Unread = null);
