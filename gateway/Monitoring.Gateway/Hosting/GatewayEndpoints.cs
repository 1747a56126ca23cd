using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Monitoring.Gateway.Hosting;

/// <summary>The doors of this gateway as they were really opened: a configured port 0 shows the chosen one after the start.</summary>
public sealed class GatewayEndpoints
{
    private ListenOptions? hj212;
    private ListenOptions? mqtt;

    /// <summary>Where HJ 212 devices connect; null until <c>ListenGateway</c> was called.</summary>
    public IPEndPoint? Hj212 => hj212?.IPEndPoint;

    /// <summary>Where MQTT devices connect; null until <c>ListenGateway</c> was called.</summary>
    public IPEndPoint? Mqtt => mqtt?.IPEndPoint;

    internal void Opened(ListenOptions hj212Door, ListenOptions mqttDoor)
    {
        hj212 = hj212Door;
        mqtt = mqttDoor;
    }
}
