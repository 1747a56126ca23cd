namespace Monitoring.Contracts;

/// <summary>The MQTT topics of a device (<c>asyncapi.yaml</c>); its MN is both its user name and a level of its topics.</summary>
public static class DeviceTopics
{
    /// <summary>Where the device publishes: <c>devices/{mn}/telemetry</c>.</summary>
    public static string Telemetry(string mn) => $"devices/{mn}/telemetry";

    /// <summary>Where the device listens: <c>devices/{mn}/commands</c>.</summary>
    public static string Commands(string mn) => $"devices/{mn}/commands";

    /// <summary>The MN that a topic of either kind belongs to; null for any other topic.</summary>
    public static string? DeviceOf(string topic) =>
        topic.Split('/') is ["devices", { Length: > 0 } mn, "telemetry" or "commands"] ? mn : null;
}
