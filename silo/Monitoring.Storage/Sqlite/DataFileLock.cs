namespace Monitoring.Storage.Sqlite;

/// <summary>Keeps a second process off the store: one writer, and memory that never differs from the file, hang on it.</summary>
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
        catch (IOException e)
        {
            throw new StoreUnavailableException(
                $"the data folder {Path.GetDirectoryName(path)} is in use by another process: stop it, or choose another folder with --data", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreUnavailableException(
                $"the data folder {Path.GetDirectoryName(path)} cannot be written by this user: change its owner, or choose another folder with --data", e);
        }
    }

    // The file stays: removing it would let a third process lock a new file of the name while a second holds this one.
    public void Dispose() => file.Dispose();
}
