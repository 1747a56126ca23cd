using Monitoring.Gateway.Lines.Serial;
using Monitoring.Gateway.Tests.Lines;

namespace Monitoring.Gateway.SystemIoPorts.Tests;

/// <summary>System.IO.Ports in the place of termios.</summary>
public sealed class SystemIoPortsLineTests : SerialLineContractTests
{
    private static readonly string absentReason = WhyAbsent();

    public SystemIoPortsLineTests() => Assert.SkipUnless(absentReason.Length == 0, absentReason);

    protected override ISerialPortFactory Ports { get; } = new SystemIoPortFactory();

    // A reference assembly, and the library on a system that it does not know, refuse every port in this way.
    private static string WhyAbsent()
    {
        try
        {
            new SystemIoPortFactory().Open(new SerialLineOptions { Path = "/no/such/port" });
            return "";
        }
        catch (NotSupportedException e)
        {
            return $"System.IO.Ports opens no ports here: {e.Message}";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
