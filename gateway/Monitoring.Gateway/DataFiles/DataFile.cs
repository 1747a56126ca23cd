using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// One SQLite file of the gateway, held by this process alone: locked, checked, migrated, in WAL with synchronous=FULL.
/// A file that SQLite cannot trust is put aside and a new one begun, because a gateway that refuses to start loses
/// more than the file that it could not read.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private readonly FileStream hold;

    private DataFile(string path, FileStream hold)
    {
        Path = path;
        this.hold = hold;
    }

    public string Path { get; }

    public int SchemaVersion { get; private init; }

    public bool WasUncleanStart { get; private init; }

    public string? DamagedFileMovedTo { get; private init; }

    /// <summary>
    /// Opens or makes the file, readable by its owner only: frames and registrations carry passwords. The schema is what the
    /// <c>Migrations</c> folder of the feature's namespace says.
    /// </summary>
    /// <exception cref="GatewayException">The file is in use, newer than this program, of another kind, or the disk refuses.</exception>
    public static DataFile Open(string path, string feature, TimeProvider clock, ILogger logger)
    {
        path = System.IO.Path.GetFullPath(path);
        var held = Hold(path);
        try
        {
            MakeOwnerOnly(path);
            var migrations = SchemaMigrations.Of(Assembly.GetExecutingAssembly(), feature);
            var movedTo = Soundness.Check(path) is { } damage ? Soundness.MoveAside(path, damage, clock, logger) : null;
            MakeOwnerOnly(path);
            using var connection = OpenWriter(path);
            migrations.Apply(connection, path, clock);
            var wasUncleanStart = OpeningMark.Set(connection);
            if (wasUncleanStart)
            {
                logger.LogWarning("{Path} was not closed by the process that used it last; SQLite has restored it to its last commit", path);
            }

            return new DataFile(path, held) { SchemaVersion = migrations.Newest, WasUncleanStart = wasUncleanStart, DamagedFileMovedTo = movedTo };
        }
        catch (SqliteException e)
        {
            held.Dispose();
            throw new GatewayException($"the data file {path} cannot be opened: {e.Message}", e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    public SqliteConnection OpenWriter() => OpenWriter(Path);

    /// <summary>A connection of its own for readers: WAL lets them see the last commit while the writer works on the next.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(ConnectionString(Path, SqliteOpenMode.ReadOnly));
        connection.Open();
        return connection;
    }

    public DataFileStatus StatusWith(PragmaReport pragmas) => new(Path, SchemaVersion, WasUncleanStart, DamagedFileMovedTo, pragmas);

    /// <summary>Lets go of the file; the writer has closed it before.</summary>
    public void Dispose() => hold.Dispose();

    private static SqliteConnection OpenWriter(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWriteCreate));
        try
        {
            connection.Open();

            // The journal is cut back after a burst; otherwise it stays as large as it ever was.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 67108864");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string ConnectionString(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 2 }.ToString();

    // A lock file of our own: SQLite's locks would let two gateways write in turns and number rows twice.
    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = IsHeldByAnother(e) ? "it is in use by another gateway process; give each gateway a data folder of its own" : e.Message;
            throw new GatewayException($"the data file {path} cannot be opened: {why}", e);
        }
    }

    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldByAnother(Exception e) => e is IOException && (e.HResult & 0xFFFF) is 11 or 35 or 32;

    private static void MakeOwnerOnly(string path)
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
            throw new GatewayException($"the data file {path} cannot be written: {e.Message}", e);
        }
    }
}
