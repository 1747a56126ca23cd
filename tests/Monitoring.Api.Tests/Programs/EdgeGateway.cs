using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>A gateway at the edge, with devices that send by TCP and wait for each acknowledgement.</summary>
internal sealed class EdgeGateway : IAsyncDisposable
{
    private readonly TemporaryFolder own;
    private readonly ServedGateway gateway;

    private EdgeGateway(TemporaryFolder own, ServedGateway gateway) => (this.own, this.gateway) = (own, gateway);

    public TelemetrySpool Spool => gateway.Services.GetRequiredService<TelemetrySpool>();

    public UplinkStatus Uplink => gateway.Services.GetRequiredService<UplinkWorker>().Status;

    public QuarantineStore Quarantine => gateway.Services.GetRequiredService<GatewayStores>().Quarantine;

    public static async Task<EdgeGateway> Start(Uri uplink, string token, params (string Key, string Value)[] settings)
    {
        var folder = new TemporaryFolder();
        var keys = new Dictionary<string, string?>
        {
            [ServedGateway.DataKey] = folder["edge"],
            ["Uplink:Url"] = uplink.AbsoluteUri,
            ["Uplink:Token"] = token,
            ["Uplink:FirstPause"] = "00:00:00.050",
            ["Uplink:MaxPause"] = "00:00:02",
            ["Uplink:BreakDuration"] = "00:00:00.500",
            ["Gateway:Hj212Port"] = "0",
            ["Gateway:MqttPort"] = "0",
            ["Devices:AutoRegister"] = "true",
            ["Logging:LogLevel:Default"] = "None",
        };
        foreach (var (key, value) in settings)
        {
            keys[key] = value;
        }

        return new EdgeGateway(folder, await ServedGateway.Start(keys, TextWriter.Null, CancellationToken.None));
    }

    /// <summary>Uploads values one after another; ends when the last is acknowledged.</summary>
    /// <param name="values">The device's time, as HJ 212 writes it, and what it says of its parameters.</param>
    public async Task Upload(string mn, params IEnumerable<(string DataTime, string Values)> values)
    {
        var door = gateway.Services.GetRequiredService<GatewayEndpoints>().Hj212!;
        using var device = new TcpClient();
        await device.ConnectAsync(IPAddress.Loopback, door.Port);
        using var answers = new StreamReader(device.GetStream(), Encoding.ASCII);
        foreach (var (time, said) in values)
        {
            var frame = Hj212Frame.Of($"QN={time}123;ST=21;CN=2011;PW=123456;MN={mn};Flag=5;CP=&&DataTime={time};{said}&&");
            await device.GetStream().WriteAsync(Encoding.ASCII.GetBytes(frame));
            (await Eventually.Ends(answers.ReadLineAsync(), "the upload is answered")).ShouldNotBeNull().ShouldContain($"QN={time}123;ST=91;CN=9014");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        own.Dispose();
    }
}
