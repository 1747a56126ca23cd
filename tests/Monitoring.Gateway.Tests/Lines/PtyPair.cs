using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>Two serial ports with a cable between them: pseudo-terminals that socat joins.</summary>
internal sealed class PtyPair : IAsyncDisposable
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
        Assert.SkipUnless(ExternalProgram.IsInstalled("socat"), "socat is not installed");
        var (gatewayEnd, deviceEnd) = (folder["gateway-end"], folder["device-end"]);
        // What a killed socat left behind points nowhere and would look like a terminal.
        File.Delete(gatewayEnd);
        File.Delete(deviceEnd);
        var process = Process.Start(new ProcessStartInfo("socat", [$"pty,raw,echo=0,link={gatewayEnd}", $"pty,raw,echo=0,link={deviceEnd}"]))!;
        await Eventually.True(() => File.Exists(gatewayEnd) && File.Exists(deviceEnd), "socat makes the terminals");
        return new PtyPair(process, gatewayEnd, deviceEnd);
    }

    public async ValueTask DisposeAsync()
    {
        socat.Kill();
        await socat.WaitForExitAsync();
        socat.Dispose();
    }
}
