using Monitoring.Contracts;

namespace Monitoring.Gateway.Devices;

/// <summary>A registered device.</summary>
/// <param name="Mn">Its own number, as it sends it; compared exactly.</param>
/// <param name="Password">
/// In clear: HJ 212 puts the device's password into every request that we send down (PW), so a hash would not do. The
/// file that keeps it is readable by its owner only.
/// </param>
/// <param name="Station">The station that it measures for.</param>
/// <param name="StationKind">What that station watches.</param>
/// <param name="RegisteredAt">When it was registered first.</param>
/// <param name="RegisteredBy">Who registered it: a user's name, or <c>auto</c>.</param>
public sealed record Device(string Mn, string Password, StationId Station, StationKind StationKind, DateTimeOffset RegisteredAt, string RegisteredBy)
{
    /// <summary>How it speaks HJ 212.</summary>
    public DeviceDialect Dialect { get; init; } = DeviceDialect.Standard;

    /// <summary>Never shows the password: records end up in logs.</summary>
    public override string ToString() => $"{Mn} → {Station} ({StationKind})";
}

/// <summary>What is needed to register a device.</summary>
/// <param name="Mn">1 to 64 printable ASCII characters without a blank.</param>
/// <param name="Password">As the device sends it; may be empty.</param>
/// <param name="Station">The station that it measures for; null: the one that the registry of sections gives the MN, else <see cref="StationId.FromMn"/>.</param>
/// <param name="StationKind">What that station watches.</param>
/// <param name="RegisteredBy">Who registers it.</param>
/// <param name="Dialect">How it speaks HJ 212; null: as it is registered so far, else by the standard.</param>
public sealed record DeviceRegistration(string Mn, string Password, StationId? Station, StationKind StationKind, string RegisteredBy, DeviceDialect? Dialect = null);

/// <summary>Why a device is not let in.</summary>
public enum RefusalReason
{
    /// <summary>Nobody registered this MN.</summary>
    UnknownMn = 0,

    /// <summary>The MN is registered with another password, or the device sent none.</summary>
    WrongPassword = 1,
}

/// <summary>The answer to a device at the door: exactly one of the two is set.</summary>
public readonly record struct Admission(Device? Device, RefusalReason? Refusal);
