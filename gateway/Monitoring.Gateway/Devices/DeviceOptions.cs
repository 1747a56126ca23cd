namespace Monitoring.Gateway.Devices;

/// <summary>Who may come in.</summary>
public sealed class DeviceOptions
{
    public const string Section = "Devices";

    /// <summary>Registers an unknown MN at once with the password it presents. For demonstrations and closed networks: whoever comes first owns the MN.</summary>
    public bool AutoRegister { get; set; }

    /// <summary>Most devices that <see cref="AutoRegister"/> may make the registry hold; beyond it unknown MNs are refused. Bounds what a scanner can fill.</summary>
    public int MaxAutoRegistered { get; set; } = 10_000;
}
