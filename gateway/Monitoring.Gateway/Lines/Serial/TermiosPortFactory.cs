namespace Monitoring.Gateway.Lines.Serial;

/// <summary>Opens ports with the terminal calls of Linux.</summary>
internal sealed class TermiosPortFactory : ISerialPortFactory
{
    public ISerialPort Open(SerialLineOptions options) => OperatingSystem.IsLinux()
        ? TermiosPort.Open(options)
        : throw new IOException($"{options.Path} cannot be opened: serial lines of this build need Linux");
}
