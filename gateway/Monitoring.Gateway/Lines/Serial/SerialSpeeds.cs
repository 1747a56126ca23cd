namespace Monitoring.Gateway.Lines.Serial;

/// <summary>The speeds that every serial port knows, in bits per second.</summary>
public static class SerialSpeeds
{
    public static IReadOnlyList<int> All { get; } = [.. Termios.Speeds.Keys.Order()];
}
