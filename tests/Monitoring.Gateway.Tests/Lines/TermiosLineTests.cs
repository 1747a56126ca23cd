using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>The gateway's own serial ports.</summary>
public sealed class TermiosLineTests : SerialLineContractTests
{
    protected override ISerialPortFactory Ports { get; } = new TermiosPortFactory();
}
