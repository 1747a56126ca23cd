using System.IO.Ports;
using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.SystemIoPorts;

/// <summary>Opens ports by name: <c>COM3</c>, <c>/dev/tty.usbserial</c>, <c>/dev/ttyUSB0</c>.</summary>
internal sealed class SystemIoPortFactory : ISerialPortFactory
{
    private const int DataBits = 8;

    public ISerialPort Open(SerialLineOptions options)
    {
        var port = new SerialPort(options.Path, options.BaudRate, Parity.None, DataBits, StopBits.One) { Handshake = Handshake.None };
        try
        {
            port.Open();
            port.DiscardInBuffer();
            port.DiscardOutBuffer();
            return new SystemIoPort(port);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            // The library tells "absent", "in use" and "no serial port" by different exceptions; a line knows one.
            port.Dispose();
            throw new IOException($"{options.Path} cannot be opened: {e.Message}", e);
        }
    }
}
