using System.IO.Pipelines;

namespace Monitoring.Gateway.Lines.Serial;

/// <summary>
/// An open serial port. The input completes when the port goes away (unplugged adapter, closed peer); disposing ends a pending read at once.
/// </summary>
public interface ISerialPort : IDuplexPipe, IAsyncDisposable;

/// <summary>
/// Opens ports: termios on Linux by default. System.IO.Ports, where the package feed has it, is the second one.
/// </summary>
public interface ISerialPortFactory
{
    /// <exception cref="IOException">The port is absent, is no serial port or may not be opened; the message says which.</exception>
    ISerialPort Open(SerialLineOptions options);
}
