using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>Two pseudo-terminals joined back to back: the serial line between a station and the gateway.</summary>
public sealed class PtyPair : IDisposable
{
    private readonly Process socat;

    private PtyPair(Process socat, string gatewayEnd, string deviceEnd)
    {
        this.socat = socat;
        GatewayEnd = gatewayEnd;
        DeviceEnd = deviceEnd;
    }

    public string GatewayEnd { get; }

    public string DeviceEnd { get; }

    public static async Task<PtyPair> Open(TemporaryFolder folder)
    {
        Tool.Require("socat");
        var (gateway, device) = (folder["line-gateway"], folder["line-device"]);
        var joined = Tool.Start("socat", $"pty,raw,echo=0,link={gateway}", $"pty,raw,echo=0,link={device}");
        await Eventually.True(() => File.Exists(gateway) && File.Exists(device), "socat makes the pair");
        return new PtyPair(joined, gateway, device);
    }

    public void Dispose()
    {
        socat.Kill();
        socat.Dispose();
    }
}
