using System.Buffers;
using System.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>Why bytes were refused; the closed set of docs/protocols/hj212.md.</summary>
public enum Hj212FaultReason
{
    None = 0,

    /// <summary>Bytes that belong to no frame. Reported as they come: one stretch may be several faults.</summary>
    Noise,

    /// <summary>The length lands on an end, and the check there does not fit.</summary>
    CrcMismatch,

    /// <summary>The length lands on no end, and the check fits at no other.</summary>
    LengthMismatch,

    /// <summary><c>##</c> without a usable length, and no check fits.</summary>
    NoHeader,

    /// <summary>The frame stops before its end: the input ended or the next frame began.</summary>
    Truncated,

    /// <summary>The check fits, but a field that decides who or what the frame is cannot be read.</summary>
    BadField,

    /// <summary>The data area is encrypted (2025), and no key of the station is known.</summary>
    Encrypted,

    /// <summary>The data area is encrypted (2025) with another key than the one that is known, or not as the standard says.</summary>
    WrongKey,
}

/// <summary>What the reader refused. A view: valid until the line's reader advances.</summary>
public readonly struct Hj212Fault
{
    internal Hj212Fault(Hj212FaultReason reason, ReadOnlySequence<byte> raw, ushort? expectedCrc = null, string? actualCrc = null, string? field = null, Hj212CrcDialects fittingDialect = Hj212CrcDialects.None, bool isRepeated = false)
    {
        IsFieldRepeated = isRepeated;
        Reason = reason;
        Raw = raw;
        ExpectedCrc = expectedCrc;
        ActualCrc = actualCrc;
        Field = field;
        FittingDialect = fittingDialect;
    }

    public Hj212FaultReason Reason { get; }

    /// <summary>The refused bytes, as they came.</summary>
    public ReadOnlySequence<byte> Raw { get; }

    /// <summary>The check that the bytes have, where an end was recognised.</summary>
    public ushort? ExpectedCrc { get; }

    /// <summary>The check that the device wrote, in its own letters.</summary>
    public string? ActualCrc { get; }

    /// <summary>The field of <see cref="Hj212FaultReason.BadField"/>, as the standard writes it.</summary>
    public string? Field { get; }

    /// <summary>True when the field comes more than once: a field of the head twice, or DataTime with different times.</summary>
    public bool IsFieldRepeated { get; }

    /// <summary>The dialect of the check that the bytes would fit, so that a technician can configure the station; none when no dialect fits.</summary>
    public Hj212CrcDialects FittingDialect { get; }

    /// <summary>The reason as <c>decode</c>, quarantine and metrics print it.</summary>
    public string ReasonName => NameOf(Reason);

    /// <summary>The MN that the refused bytes claim, for the quarantine's list only: nothing about it was verified.</summary>
    public string? ClaimedMn
    {
        get
        {
            Span<byte> start = stackalloc byte[(int)Math.Min(Raw.Length, 256)];
            Raw.Slice(0, start.Length).CopyTo(start);
            return Hj212Address.TryReadMn(start, out var mn) ? Encoding.ASCII.GetString(mn) : null;
        }
    }

    public static string NameOf(Hj212FaultReason reason) => reason switch
    {
        Hj212FaultReason.Noise => "noise",
        Hj212FaultReason.CrcMismatch => "crc-mismatch",
        Hj212FaultReason.LengthMismatch => "length-mismatch",
        Hj212FaultReason.NoHeader => "no-header",
        Hj212FaultReason.Truncated => "truncated",
        Hj212FaultReason.BadField => "bad-field",
        Hj212FaultReason.Encrypted => "encrypted",
        Hj212FaultReason.WrongKey => "wrong-key",
        _ => "none",
    };
}
