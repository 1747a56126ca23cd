namespace Monitoring.Protocols.Hj212;

/// <summary>The dialects of the check that one station is configured for.</summary>
/// <param name="mn">Its number, as the frame writes it; nothing about it is verified yet.</param>
public delegate Hj212CrcDialects Hj212DialectsOfStation(ReadOnlySpan<byte> mn);

/// <summary>The key that one station encrypts its data area with; null when none is known.</summary>
/// <param name="mn">Its number, as the frame writes it; nothing about it is verified yet.</param>
public delegate Hj212DataKey? Hj212KeyOfStation(ReadOnlySpan<byte> mn);

/// <summary>How tolerant a line is. The defaults fit every station that computes the standard's check.</summary>
public sealed record Hj212ReadOptions
{
    /// <summary>
    /// Longest data segment that is waited for. The standard says 1024; log uploads of 1703 bytes are met, so the cap
    /// stands far above and bounds what one connection can hold in memory.
    /// </summary>
    public const int DefaultMaxSegment = 16 * 1024;

    public static Hj212ReadOptions Default { get; } = new();

    /// <summary>Dialects to accept of every station: each makes a chance hit likelier, so a line of many stations accepts none.</summary>
    public Hj212CrcDialects CrcDialects { get; init; }

    /// <summary>
    /// Further dialects by station. Asked only where the standard's check does not fit, about the MN that the frame claims.
    /// </summary>
    public Hj212DialectsOfStation? StationDialects { get; init; }

    /// <summary>The key of encrypted data areas (2025), whatever station sends them.</summary>
    public Hj212DataKey? DataKey { get; init; }

    /// <summary>Keys by station, asked where <see cref="DataKey"/> is null.</summary>
    public Hj212KeyOfStation? StationKeys { get; init; }

    /// <summary>Counts what the reader looks at, for tests of what hostile bytes cost.</summary>
    internal Hj212Effort? Effort { get; init; }

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
