namespace Monitoring.Silo.Hosting;

/// <summary>
/// The folder of a running program. Its lock file keeps a second process of the same role out for as long as this one lives,
/// however it ends.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FileStream held;

    private DataFolder(string path, FileStream held)
    {
        Path = path;
        this.held = held;
    }

    public string Path { get; }

    public string this[string name] => System.IO.Path.Combine(Path, name);

    /// <summary>True when a program of any role has had it: its lock file stays.</summary>
    public static bool IsUsed(string path) => Directory.Exists(path) && Directory.EnumerateFiles(path, "*lock").Any();

    /// <exception cref="StartFailure">The folder is in use or cannot be written.</exception>
    /// <param name="lockFile">One per role: a silo and an API may share a folder, two silos may not.</param>
    public static DataFolder Open(string path, string lockFile)
    {
        var full = System.IO.Path.GetFullPath(path);
        try
        {
            CreatePrivate(full);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"cannot use the data folder {full}: {e.Message} (--data names another)", e);
        }

        try
        {
            return new DataFolder(full, new FileStream(System.IO.Path.Combine(full, lockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new StartFailure($"the data folder {full} is in use by another process (--data names another)", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"cannot write in the data folder {full}: {e.Message} (--data names another)", e);
        }
    }

    /// <summary>Replaces a file as a whole: a reader sees the old text or the new one, never half of it.</summary>
    public void Write(string name, string text, bool isSecret = false)
    {
        var target = this[name];
        var fresh = target + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (isSecret && !OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using (var writer = new StreamWriter(fresh, options))
        {
            writer.Write(text);
            writer.Flush();
            ((FileStream)writer.BaseStream).Flush(flushToDisk: true);
        }

        File.Move(fresh, target, overwrite: true);
    }

    public void Dispose() => held.Dispose();

    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;

    private static void CreatePrivate(string full)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(full);
        }
        else
        {
            Directory.CreateDirectory(full, OwnerOnly | UnixFileMode.UserExecute);
        }
    }
}
