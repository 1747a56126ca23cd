using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>The quarantine at one moment.</summary>
/// <param name="Rows">Messages kept.</param>
/// <param name="Bytes">Bytes kept of them, and of refused ones their texts.</param>
/// <param name="ParkedRows">Of these, spool rows that the backend refused or nobody could read.</param>
/// <param name="PerReason">Messages kept, per word of <see cref="QuarantineReason"/>.</param>
/// <param name="Suppressed">Repeats counted but not kept since the start, per word.</param>
/// <param name="Evicted">Messages that made room for others since the start.</param>
/// <param name="IsWriting">False after a failed commit until one succeeds.</param>
/// <param name="File">How the file was found at the start, and its pragmas.</param>
public sealed record QuarantineStatus(
    long Rows,
    long Bytes,
    long ParkedRows,
    IReadOnlyDictionary<string, long> PerReason,
    IReadOnlyDictionary<string, long> Suppressed,
    long Evicted,
    bool IsWriting,
    DataFileStatus File);
