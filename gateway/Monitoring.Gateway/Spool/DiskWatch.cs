using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Spool;

/// <summary>
/// Whether the disk would be full before the spool is: then its bound promises room that is not there, and the alarm of the bound would never
/// come. Says so once, and once when it no longer holds.
/// </summary>
internal sealed class DiskWatch(string path, long maxBytes, ILogger logger)
{
    private const double ShortShare = 1 - SpoolStatus.NearlyFullShare;

    // A disk on the edge is not told of with every commit.
    private const double ClearedShare = ShortShare * 1.25;

    private readonly DriveInfo disk = new(Path.GetDirectoryName(path)!);
    private bool isTold;

    /// <summary>True while less than a fifth of the bound would find room.</summary>
    public bool IsShort => Left < maxBytes * ShortShare;

    // A disk that cannot be asked shows itself in the next commit.
    private long Left
    {
        get
        {
            try
            {
                return disk.AvailableFreeSpace;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return long.MaxValue;
            }
        }
    }

    /// <summary>Called by one thread, after each commit.</summary>
    public void Look()
    {
        var left = Left;
        if (left < maxBytes * (isTold ? ClearedShare : ShortShare) == isTold)
        {
            return;
        }

        isTold = !isTold;
        if (isTold)
        {
            logger.LogWarning("The disk of {Path} has room for {Left} more bytes, and the spool may grow to {MaxBytes} (Spool:MaxBytes): the disk will be full first, and new messages are refused then. Make room", path, left, maxBytes);
        }
        else
        {
            logger.LogInformation("The disk of {Path} has room for {Left} bytes again", path, left);
        }
    }
}
