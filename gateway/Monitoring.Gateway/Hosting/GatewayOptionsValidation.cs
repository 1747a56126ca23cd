using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines;
using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.Hosting;

/// <summary>What a configuration may say; each refusal names its key.</summary>
internal static class GatewayOptionsValidation
{
    private const int HighestPort = 65_535;

    public static void Validated(this OptionsBuilder<GatewayOptions> options) => options
        .Validate(o => o.Data.Length > 0, "Gateway:Data must name a folder")
        .Validate(o => IPAddress.TryParse(o.Listen, out _), "Gateway:Listen must be an IP address, such as 127.0.0.1 or 0.0.0.0")
        .Validate(o => o.Hj212Port is >= 0 and <= HighestPort, "Gateway:Hj212Port must be a port, 0 to 65535 (0: any free one)")
        .Validate(o => o.MqttPort is >= 0 and <= HighestPort, "Gateway:MqttPort must be a port, 0 to 65535 (0: any free one)")
        .Validate(o => o.Hj212Port != o.MqttPort || o.Hj212Port == 0, "Gateway:Hj212Port and Gateway:MqttPort must differ")
        .Validate(o => o.Brokers.All(b => b.Url is { IsAbsoluteUri: true, Scheme: "mqtt" or "mqtts" }), "Gateway:Brokers:N:Url must be an mqtt or mqtts address, such as mqtt://localhost:1883")
        .Validate(o => o.Brokers.All(b => b.ClientId.Length > 0 && b.Topic.Length > 0 && b.KeepAlive >= TimeSpan.FromSeconds(2)), "Gateway:Brokers:N: ClientId and Topic must not be empty, KeepAlive must be at least two seconds")
        .Validate(o => o.Brokers.DistinctBy(b => (b.Url, b.ClientId)).Count() == o.Brokers.Count, "Gateway:Brokers names a session (Url and ClientId) twice")
        .Validate(o => o.SerialLines.All(l => l.Path.Length > 0), "Gateway:SerialLines:N:Path must name a device file, such as /dev/ttyUSB0")
        .Validate(o => o.SerialLines.DistinctBy(l => l.Path, StringComparer.Ordinal).Count() == o.SerialLines.Count, "Gateway:SerialLines names a Path twice")
        .Validate(o => o.SerialLines.All(l => SerialSpeeds.All.Contains(l.BaudRate)), $"Gateway:SerialLines:N:BaudRate must be one of {string.Join(", ", SerialSpeeds.All)}")
        .ValidateOnStart();

    public static void Validated(this OptionsBuilder<LineOptions> options) => options
        .Validate(o => o.MaxConnections > 0, "Gateway:Lines:MaxConnections must be at least 1")
        .Validate(o => o.MaxInFlight > 0, "Gateway:Lines:MaxInFlight must be at least 1")
        .Validate(o => o.MaxMqttPacket >= 1024, "Gateway:Lines:MaxMqttPacket must be at least 1024 bytes")
        .Validate(o => o.FaultBurst > 0, "Gateway:Lines:FaultBurst must be at least 1")
        .Validate(
            o => o.IdleTimeout > TimeSpan.Zero && o.FirstFrameTimeout > TimeSpan.Zero && o.FrameTimeout > TimeSpan.Zero && o.ConnectTimeout > TimeSpan.Zero && o.FaultInterval > TimeSpan.Zero && o.FullSpoolPause > TimeSpan.Zero,
            "Gateway:Lines: IdleTimeout, FirstFrameTimeout, FrameTimeout, ConnectTimeout, FaultInterval and FullSpoolPause must be longer than zero")
        .ValidateOnStart();

    public static void Validated(this OptionsBuilder<IntakeOptions> options) => options
        .Validate(o => o.MinuteInterval > TimeSpan.Zero && o.MinuteInterval <= TimeSpan.FromHours(1), "Gateway:Intake:MinuteInterval must be up to an hour")
        .Validate(o => o.MaxClockAhead >= TimeSpan.Zero, "Gateway:Intake:MaxClockAhead must not be negative")
        .Validate(o => o.RepeatWindow > 0, "Gateway:Intake:RepeatWindow must be at least 1")
        .Validate(o => o.PacketTimeout >= TimeSpan.FromSeconds(1) && o.PacketTimeout <= TimeSpan.FromDays(1), "Gateway:Intake:PacketTimeout must be a second to a day")
        .Validate(o => o.MaxOpenPackets >= 0, "Gateway:Intake:MaxOpenPackets must not be negative (0: no packet waits for others)")
        .ValidateOnStart();
}
