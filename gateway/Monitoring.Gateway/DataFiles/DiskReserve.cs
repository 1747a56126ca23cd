namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// Room that is kept on the disk and given back when there is no other: to delete rows takes room in the journal, so a disk that is full to
/// the last byte could never be drained. While it is gone, as much room is kept free of new rows instead. Used by one thread.
/// </summary>
internal sealed class DiskReserve
{
    private const long Most = 8 * 1024 * 1024;

    // A small disk is not eaten by its own reserve.
    private const int ShareOfDisk = 8;

    // To open a file takes its journal and the journal's index.
    private const long NeededToOpen = 256 * 1024;

    private readonly string path;
    private readonly DriveInfo disk;

    /// <param name="path">The data file that it is for.</param>
    public DiskReserve(string path)
    {
        this.path = PathOf(path);
        disk = new DriveInfo(Path.GetDirectoryName(path)!);
        Size = Math.Min(Most, disk.TotalSize / ShareOfDisk);
    }

    public long Size { get; }

    /// <summary>True while it is on the disk; made where it is not and there is room for twice as much.</summary>
    public bool IsThere => File.Exists(path) || Make();

    /// <summary>False when it was given back before.</summary>
    public bool Give()
    {
        if (!File.Exists(path))
        {
            return false;
        }

        File.Delete(path);
        return true;
    }

    /// <summary>While the reserve is gone: whether more room than it took is left all the same, on the disk or inside the file.</summary>
    public bool IsLeft(long freeInFile) => disk.AvailableFreeSpace + freeInFile > Size + (Size / ShareOfDisk);

    /// <summary>Before the files of a folder are opened: on a disk without any room none of them could be.</summary>
    public static void GiveWhenNothingCanBeOpened(string path)
    {
        if (new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < NeededToOpen)
        {
            File.Delete(PathOf(path));
        }
    }

    private static string PathOf(string path) => path + ".reserve";

    private bool Make()
    {
        if (disk.AvailableFreeSpace < 2 * Size)
        {
            return false;
        }

        try
        {
            // Asked of the file system as a whole: a file that is only long takes no room.
            using var made = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, PreallocationSize = Size });
            made.SetLength(Size);
            return true;
        }
        catch (IOException)
        {
            // Somebody else took the room meanwhile.
            File.Delete(path);
            return false;
        }
    }
}
