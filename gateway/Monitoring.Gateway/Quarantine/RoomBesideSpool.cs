using Microsoft.Extensions.Logging;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// The room that the disk has for the quarantine. The spool's reserve comes first: what refused messages would take of it would keep
/// acknowledged ones from being let go. Used by one thread, but for its state.
/// </summary>
internal sealed class RoomBesideSpool(string path)
{
    private readonly DriveInfo disk = new(Path.GetDirectoryName(path)!);
    private readonly SortedDictionary<string, int> notKept = new(StringComparer.Ordinal);
    private bool wasTold;
    private volatile bool isShort;
    private long? left;

    /// <summary>True from the first message that found no room, for as long as there is not clearly more.</summary>
    public bool IsShort => isShort && DiskReserve.LeftBeside(disk, hadToStop: true) <= 0;

    /// <summary>Takes room for so many bytes: in the journal, and then in the file.</summary>
    public bool Take(string reason, long size)
    {
        // Looked at once per commit: until then nothing of the group has to be on the disk.
        left ??= DiskReserve.LeftBeside(disk, isShort);
        if (2 * size > left)
        {
            // Nor what is smaller and comes behind it.
            (isShort, left) = (true, 0);
            notKept[reason] = notKept.GetValueOrDefault(reason) + 1;
            return false;
        }

        isShort = false;
        left -= 2 * size;
        return true;
    }

    /// <summary>The group is in the file, or nothing of it.</summary>
    public void LookAgain() => left = null;

    /// <summary>Says once that the disk is short of room, and once that it is not any more and what was not kept meanwhile.</summary>
    public void Tell(ILogger logger)
    {
        if (isShort == wasTold)
        {
            return;
        }

        wasTold = isShort;
        var reasons = string.Join(", ", notKept.Select(r => $"{r.Value} {r.Key}"));
        if (isShort)
        {
            logger.LogWarning("The disk has {Free} bytes left and the spool comes first: the quarantine keeps no more bytes until there is room, and only counts what is refused ({Reasons})", disk.AvailableFreeSpace, reasons);
            return;
        }

        logger.LogInformation("The disk has room for the quarantine again; not kept meanwhile: {Reasons}", reasons);
        notKept.Clear();
    }
}
