using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Lines.Hj212;

/// <summary>The codec's refusals in the words of the quarantine.</summary>
internal static class Hj212Faults
{
    public static (QuarantineReason Reason, string Detail) Tell(in Hj212Fault fault) => (ReasonOf(fault), DetailOf(fault));

    private static QuarantineReason ReasonOf(in Hj212Fault fault) => fault.Reason switch
    {
        Hj212FaultReason.Noise => QuarantineReason.Noise,
        Hj212FaultReason.CrcMismatch => QuarantineReason.CrcMismatch,
        Hj212FaultReason.LengthMismatch => QuarantineReason.LengthMismatch,
        Hj212FaultReason.NoHeader => QuarantineReason.NoHeader,
        Hj212FaultReason.Truncated => QuarantineReason.Truncated,
        Hj212FaultReason.Encrypted => QuarantineReason.Encrypted,
        Hj212FaultReason.WrongKey => QuarantineReason.WrongKey,
        _ => fault is { Field: "DataTime", IsFieldRepeated: false } ? QuarantineReason.ImpossibleTime : QuarantineReason.BadField,
    };

    private static string DetailOf(in Hj212Fault fault) => fault switch
    {
        { Reason: Hj212FaultReason.Encrypted } => "the data area is encrypted, and this device has no key here (its setting dataKey)",
        { Reason: Hj212FaultReason.WrongKey } => "the data area is encrypted with another key than this device has here (its setting dataKey)",
        { Field: "DataTime", IsFieldRepeated: true } => "DataTime comes with different times, and nothing says which values belong to which",
        { Field: { } field, IsFieldRepeated: true } => $"{field} comes more than once",
        { Field: { } field } => $"{field} is missing or cannot be read",
        { FittingDialect: not Hj212CrcDialects.None and var dialect } =>
            $"the check is written as '{dialect.Word()}', which this device is not configured for (its setting crc)",
        { ExpectedCrc: { } expected } => $"the bytes have check {expected:X4}, the frame says {fault.ActualCrc}",
        _ => $"{fault.Raw.Length} bytes",
    };
}
