using System.Net;
using Monitoring.Gateway.Lines.Brokers;
using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.Hosting;

/// <summary>Where a gateway keeps its files and which doors it opens. Section <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    public const string Section = "Gateway";

    /// <summary>Folder of the spool, the device registry and the quarantine; created when absent. One gateway owns it.</summary>
    public string Data { get; set; } = "data/gateway";

    /// <summary>Address that the TCP doors listen on. Loopback keeps every device of another machine out.</summary>
    public string Listen { get; set; } = IPAddress.Loopback.ToString();

    /// <summary>TCP port of HJ 212 devices; 0 takes any free one.</summary>
    public int Hj212Port { get; set; } = 2120;

    /// <summary>TCP port of MQTT devices; 0 takes any free one.</summary>
    public int MqttPort { get; set; } = 1883;

    /// <summary>Serial lines with HJ 212 devices, each opened for as long as the gateway runs.</summary>
    public IList<SerialLineOptions> SerialLines { get; } = [];

    /// <summary>MQTT brokers of others that this gateway subscribes to.</summary>
    public IList<BrokerOptions> Brokers { get; } = [];
}
