using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>The quarantine at one moment.</summary>
/// <param name="Rows">Messages kept.</param>
/// <param name="Bytes">Bytes kept of them, and of refused ones their texts.</param>
/// <param name="ParkedRows">Of these, spool rows that the backend refused or nobody could read, and that no replay has brought in.</param>
/// <param name="ParkedBytes">Their bytes.</param>
/// <param name="MaxParkedBytes">The bound at which such rows stay in the spool.</param>
/// <param name="AcknowledgedBytes">Bytes of refused messages that their sender believes safe, and that no replay has brought in.</param>
/// <param name="MaxAcknowledgedBytes">The bound at which such messages are not acknowledged, and their connection waits.</param>
/// <param name="PerReason">Messages kept, per word of <see cref="QuarantineReason"/>.</param>
/// <param name="Suppressed">Repeats counted but not kept since the start, per word.</param>
/// <param name="NotKept">Messages counted since the start and not kept because the disk had no room beside the spool's, per word.</param>
/// <param name="Evicted">Messages that made room for others since the start.</param>
/// <param name="IsDiskShort">True while the disk has no room beside the spool's: nothing more is kept.</param>
/// <param name="IsWriting">False after a failed commit until one succeeds.</param>
/// <param name="File">How the file was found at the start, and its pragmas.</param>
public sealed record QuarantineStatus(
    long Rows,
    long Bytes,
    long ParkedRows,
    long ParkedBytes,
    long MaxParkedBytes,
    long AcknowledgedBytes,
    long MaxAcknowledgedBytes,
    IReadOnlyDictionary<string, long> PerReason,
    IReadOnlyDictionary<string, long> Suppressed,
    IReadOnlyDictionary<string, long> NotKept,
    long Evicted,
    bool IsDiskShort,
    bool IsWriting,
    DataFileStatus File)
{
    private const double NearShare = 0.8;

    /// <summary>True from 80 % of a bound that refuses: somebody must look before messages are not taken.</summary>
    public bool IsNearlyFull => IsNear(ParkedBytes, MaxParkedBytes) || IsNear(AcknowledgedBytes, MaxAcknowledgedBytes);

    internal static bool IsNear(long bytes, long max) => bytes > 0 && bytes >= max * NearShare;
}
