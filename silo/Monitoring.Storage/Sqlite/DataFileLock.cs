namespace Monitoring.Storage.Sqlite;

/// <summary>Keeps a second owner off the stations of a store: memory that never differs from the file hangs on it.</summary>
internal sealed class DataFileLock : IDisposable
{
    private readonly FileStream file;

    private DataFileLock(FileStream file) => this.file = file;

    public static DataFileLock Take(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new DataFileLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new StoreUnavailableException(
                $"the data folder {Path.GetDirectoryName(path)} is in use by another process: stop it, or choose another folder with --data", e);
        }
        catch (IOException e)
        {
            throw new StoreUnavailableException($"the data folder {Path.GetDirectoryName(path)} cannot be used: {e.Message}; choose another folder with --data", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException(
                $"the data folder {Path.GetDirectoryName(path)} cannot be written by this user: change its owner, or choose another folder with --data", e);
        }
    }

    /// <summary>Makes the file where it is not there; only this user reads it and the log files that SQLite makes beside it.</summary>
    public static void MakeOwnerOnly(string path)
    {
        try
        {
            using var made = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreUnavailableException($"the data file {path} cannot be written: {e.Message}", e);
        }
    }

    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;

    // The file stays: removing it would let a third process lock a new file of the name while a second holds this one.
    public void Dispose() => file.Dispose();
}
