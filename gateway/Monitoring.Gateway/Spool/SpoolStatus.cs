using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>The spool at one moment.</summary>
/// <param name="GatewayId">Under which the backend knows its rows.</param>
/// <param name="PendingRows">Messages that no receipt has settled.</param>
/// <param name="PendingBytes">Their bytes, each with its overhead.</param>
/// <param name="MaxBytes">The bound of <paramref name="PendingBytes"/>.</param>
/// <param name="LastSequence">The newest number given; 0 before the first.</param>
/// <param name="OldestEnqueuedAt">When the oldest unsettled message was taken.</param>
/// <param name="Refused">Messages refused since the start because it was full.</param>
/// <param name="IsFull">True while the last message that came found no room.</param>
/// <param name="IsDiskShort">True when the disk has room for less than a fifth of the bound: it will be full before the spool is.</param>
/// <param name="IsWriting">False after a failed commit (disk full, I/O error) until one succeeds.</param>
/// <param name="Check">The rows read again after an unclean stop.</param>
/// <param name="File">How the file was found at the start, and its pragmas.</param>
public sealed record SpoolStatus(
    string GatewayId,
    long PendingRows,
    long PendingBytes,
    long MaxBytes,
    long LastSequence,
    DateTimeOffset? OldestEnqueuedAt,
    long Refused,
    bool IsFull,
    bool IsDiskShort,
    bool IsWriting,
    SpoolCheckStatus Check,
    DataFileStatus File)
{
    /// <summary>The share that raises the alarm.</summary>
    public const double NearlyFullShare = 0.8;

    /// <summary>True from 80 % of the bound: somebody must look before messages are refused.</summary>
    public bool IsNearlyFull => PendingBytes >= MaxBytes * NearlyFullShare;
}
