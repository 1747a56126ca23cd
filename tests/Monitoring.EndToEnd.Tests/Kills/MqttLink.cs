using Monitoring.EndToEnd.Tests.Harness;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>JSON payloads through an MQTT client; each PUBACK names its message.</summary>
public sealed class MqttLink((string Host, int Port) door, string mn, Action<int> acknowledge) : IDeviceLink
{
    private readonly MqttPeer peer = new(door, mn, acknowledge);

    public Task Ended => peer.Ended;

    public Task Send(Upload upload) => peer.Publish(upload.Index, $"devices/{mn}/telemetry", upload.ToJson());

    public ValueTask DisposeAsync() => peer.DisposeAsync();
}
