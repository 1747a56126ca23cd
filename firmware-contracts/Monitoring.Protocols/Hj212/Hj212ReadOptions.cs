namespace Monitoring.Protocols.Hj212;

/// <summary>Checks other than the standard's that real devices send.</summary>
[Flags]
public enum Hj212CrcDialects
{
    None = 0,

    /// <summary>CRC-16/Modbus, high byte first.</summary>
    Modbus = 1,

    /// <summary>CRC-16/Modbus, low byte first.</summary>
    ModbusSwapped = 2,
}

/// <summary>How tolerant a line is. The defaults fit every station that computes the standard's check.</summary>
public sealed record Hj212ReadOptions
{
    /// <summary>
    /// Longest data segment that is waited for. The standard says 1024; log uploads of 1703 bytes are met, so the cap
    /// stands far above and bounds what one connection can hold in memory.
    /// </summary>
    public const int DefaultMaxSegment = 16 * 1024;

    public static Hj212ReadOptions Default { get; } = new();

    /// <summary>Dialects to accept, only where the station is configured for them: each makes a chance hit likelier.</summary>
    public Hj212CrcDialects CrcDialects { get; init; }

    public int MaxSegment
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 64);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 32 * 1024);
            field = value;
        }
    }

    = DefaultMaxSegment;
}
