using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// One SQLite file of the gateway, held by this process alone: locked, checked, migrated, in WAL with synchronous=FULL.
/// A file that SQLite cannot trust is replaced by a new one with the rows that can be read, because a gateway that refuses to
/// start loses more than the part that it could not read.
/// </summary>
internal sealed class DataFile : IDisposable
{
    private readonly FileStream hold;
    private readonly DataFileKind kind;
    private readonly SchemaMigrations migrations;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private int generation;
    private volatile DamageReport? damage;
    private DamageReport? moving;

    private DataFile(string path, FileStream hold, DataFileKind kind, TimeProvider clock, ILogger logger)
    {
        Path = path;
        this.hold = hold;
        this.kind = kind;
        this.clock = clock;
        this.logger = logger;
        migrations = SchemaMigrations.Of(Assembly.GetExecutingAssembly(), kind.Feature);
    }

    /// <summary>Told when somebody read bytes that cannot be right: the writer, which replaces the file.</summary>
    public Action<FoundDamage>? DamageFound { get; set; }

    public string Path { get; }

    public bool WasUncleanStart { get; private set; }

    /// <summary>Grows each time another file takes the place of a damaged one: connections to the former must be opened again.</summary>
    public int Generation => Volatile.Read(ref generation);

    /// <summary>Opens or makes the file, readable by its owner only: frames and registrations carry passwords.</summary>
    /// <exception cref="GatewayException">The file is in use, newer than this program, of another kind, or the disk refuses.</exception>
    public static DataFile Open(string path, DataFileKind kind, TimeProvider clock, ILogger logger)
    {
        path = System.IO.Path.GetFullPath(path);
        var held = Hold(path);
        try
        {
            var file = new DataFile(path, held, kind, clock, logger);
            Rescue.Resume(path, clock);
            MakeOwnerOnly(path);
            if (Soundness.Check(path) is { } fault)
            {
                file.Replace(fault);
            }

            file.Begin();
            return file;
        }
        catch (SqliteException e)
        {
            held.Dispose();
            throw new GatewayException($"the data file {path} cannot be opened: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            held.Dispose();
            throw new GatewayException($"the data file {path} cannot be written: {e.Message}", e);
        }
        catch
        {
            held.Dispose();
            throw;
        }
    }

    /// <summary>A connection to the file that is there: an empty one must never take the place of one that is away for a moment.</summary>
    public SqliteConnection OpenWriter() => OpenWriter(Path);

    public static SqliteConnection OpenWriter(string path)
    {
        var connection = new SqliteConnection(ConnectionString(path, SqliteOpenMode.ReadWrite));
        try
        {
            connection.Open();

            // The journal is cut back after a burst to what it is between checkpoints; otherwise it stays as large as it ever was, and what
            // lies in it has to find room in the file when the disk is full.
            connection.Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>A connection of its own for readers: WAL lets them see the last commit while the writer works on the next.</summary>
    public SqliteConnection OpenReader()
    {
        var connection = new SqliteConnection(ConnectionString(Path, SqliteOpenMode.ReadOnly));
        connection.Open();
        return connection;
    }

    /// <summary>Tells the writer of damage that a reader met.</summary>
    public void ReportDamage(FoundDamage found) => DamageFound?.Invoke(found);

    /// <summary>Calls once, after a while, by the clock of the file.</summary>
    public ITimer After(TimeSpan pause, Action act) => clock.CreateTimer(_ => act(), null, pause, Timeout.InfiniteTimeSpan);

    /// <summary>
    /// Puts the damaged file aside and a new one with all readable rows in its place. The writer has let go of it. After a failure another
    /// call begins again, or ends the moves that were begun.
    /// </summary>
    public void Replace(string fault)
    {
        var report = moving is not null && !File.Exists(Path) ? moving : Rescue.Prepare(Path, kind, migrations, fault, clock);
        moving = report;
        Rescue.Swap(Path, report.MovedTo);
        moving = null;
        Rescue.Tell(logger, Path, report);
        using (var connection = OpenWriter(Path))
        {
            OpeningMark.Set(connection);
        }

        Interlocked.Increment(ref generation);
        damage = report;
    }

    public DataFileStatus StatusWith(PragmaReport pragmas) => new(Path, migrations.Newest, WasUncleanStart, damage, pragmas);

    /// <summary>Lets go of the file; the writer has closed it before.</summary>
    public void Dispose() => hold.Dispose();

    // Damage that the check at the start does not reach may show in the first things that are read.
    private void Begin()
    {
        try
        {
            Migrate();
        }
        catch (SqliteException e) when (Soundness.IsDamage(e))
        {
            Replace(e.Message);
            Migrate();
        }
    }

    private void Migrate()
    {
        using var connection = OpenWriter(Path);
        migrations.Apply(connection, Path, clock);
        WasUncleanStart = OpeningMark.Set(connection) && damage is null;
        if (WasUncleanStart)
        {
            logger.LogWarning("{Path} was not closed by the process that used it last; SQLite has restored it to its last commit", Path);
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
        catch (IOException e) when (IsHeldByAnother(e))
        {
            throw new DataFileInUseException(path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new GatewayException($"the data file {path} cannot be opened: {e.Message}", e);
        }
    }

    // EAGAIN of Linux, EWOULDBLOCK of macOS, ERROR_SHARING_VIOLATION of Windows.
    private static bool IsHeldByAnother(IOException e) => (e.HResult & 0xFFFF) is 11 or 35 or 32;

    /// <summary>Makes the file when there is none.</summary>
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
            throw new GatewayException($"the data file {path} cannot be written: {e.Message}", e);
        }
    }
}

/// <summary>Bytes that cannot be right.</summary>
/// <param name="Fault">What SQLite says of them.</param>
/// <param name="Generation">Of which file: one that was replaced meanwhile concerns nobody.</param>
internal sealed record FoundDamage(string Fault, int Generation);
