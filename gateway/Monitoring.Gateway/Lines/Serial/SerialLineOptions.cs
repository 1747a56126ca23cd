namespace Monitoring.Gateway.Lines.Serial;

/// <summary>One serial line, always 8 data bits, no parity, 1 stop bit. Section <c>Gateway:SerialLines:N</c>.</summary>
public sealed class SerialLineOptions
{
    /// <summary>The device file, such as <c>/dev/ttyUSB0</c>. It may appear later: the line keeps trying.</summary>
    public string Path { get; set; } = "";

    /// <summary>Bits per second; 9600 is what HJ 212 loggers are delivered with.</summary>
    public int BaudRate { get; set; } = 9600;
}
