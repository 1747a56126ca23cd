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

    private const int ShareForRelease = 4;

    private readonly string path;
    private readonly FileInfo journal;
    private readonly DriveInfo disk;

    /// <param name="path">The data file that it is for.</param>
    public DiskReserve(string path)
    {
        this.path = PathOf(path);
        journal = new FileInfo(path + "-wal");
        disk = new DriveInfo(Path.GetDirectoryName(path)!);
        Size = SizeOn(disk);
    }

    public long Size { get; }

    private bool IsThere => File.Exists(path) || Make();

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

    /// <summary>
    /// Whether new rows leave enough to let others go: the journal must find room in the file (a checkpoint that does not end keeps it from
    /// ever beginning anew), and a release its own in the journal.
    /// </summary>
    /// <param name="growth">What the rows take at most, in the journal and then in the file.</param>
    /// <param name="freeInFile">Bytes inside the file that hold nothing; asked only where the room outside does not do, for every commit comes by here.</param>
    public bool HasRoomFor(long growth, Func<long> freeInFile)
    {
        var room = disk.AvailableFreeSpace + (IsThere ? Size : 0) - growth - (Size / ShareForRelease);
        var inFile = Journal() + growth;
        return room > inFile || room > Math.Max(0, inFile - freeInFile());
    }

    /// <summary>
    /// What a disk has left for others than the spool: all but the room in which the reserve can be made anew, and as much again
    /// for who had to stop, so that it does not begin at once to stop again.
    /// </summary>
    public static long LeftBeside(DriveInfo disk, bool hadToStop) => disk.AvailableFreeSpace - ((hadToStop ? 3 : 2) * SizeOn(disk));

    /// <summary>Before the files of a folder are opened: on a disk without any room none of them could be.</summary>
    public static void GiveWhenNothingCanBeOpened(string path)
    {
        if (new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < NeededToOpen)
        {
            File.Delete(PathOf(path));
        }
    }

    private static long SizeOn(DriveInfo disk) => Math.Min(Most, disk.TotalSize / ShareOfDisk);

    private long Journal()
    {
        journal.Refresh();
        return journal.Exists ? journal.Length : 0;
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
