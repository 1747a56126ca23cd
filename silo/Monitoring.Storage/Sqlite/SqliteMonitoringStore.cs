using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Sqlite;

/// <summary>
/// The store of one machine: <c>monitoring.db</c> in a data folder. One process owns the stations in it; another may stand beside it, read
/// everything, and write what is its own (users, tokens, audit, issued certificates).
/// </summary>
public sealed class SqliteMonitoringStore : IAsyncDisposable
{
    public const string FileName = "monitoring.db";

    // As many as can wait before those who come are made to wait at the door.
    private const int QueueCapacity = 8192;

    private readonly DataFileLock? fileLock;
    private readonly SqliteSession session;
    private readonly GroupCommitter committer;
    private readonly ReaderPool readers;
    private readonly SqliteUserStore users;

    private SqliteMonitoringStore(string path, DataFileLock? fileLock, SqliteSession session, TimeProvider clock)
    {
        Path = path;
        this.fileLock = fileLock;
        this.session = session;
        session.Execute("PRAGMA busy_timeout = 0");
        committer = new GroupCommitter(new SqliteWriter(session), QueueCapacity);
        readers = new ReaderPool(path);
        users = new SqliteUserStore(readers, committer);
        var registry = new SqliteStationRegistry(readers, committer);
        Registry = registry;
        Stations = new SqliteStationStore(readers, committer, registry, clock);
        Queries = new SqliteReadingQueries(readers, clock);
        Alerts = new SqliteAlertStore(readers, committer);
        Certificates = new SqliteCertificateStore(readers, committer, clock);
    }

    public string Path { get; }

    public IStationRegistry Registry { get; }

    public IStationStore Stations { get; }

    public IReadingQueries Queries { get; }

    public IAlertStore Alerts { get; }

    public ICertificateStore Certificates { get; }

    public IUserStore Users => users;

    public IAuditTrail Audit => users;

    /// <summary>Opens the store of a folder as its owner, creating or migrating it.</summary>
    /// <exception cref="StoreUnavailableException">In use by another process, not writable, written by a newer version, or no database.</exception>
    public static SqliteMonitoringStore Open(string folder, TimeProvider clock)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);
        var taken = DataFileLock.Take(path + ".lock");
        SqliteSession? writer = null;
        try
        {
            DataFileLock.MakeOwnerOnly(path);
            writer = SqliteSession.OpenWriter(path);
            Migrations.Apply(writer, path, clock);
            return new SqliteMonitoringStore(path, taken, writer, clock);
        }
        catch (Exception e)
        {
            writer?.Dispose();
            taken.Dispose();
            if (e is Microsoft.Data.Sqlite.SqliteException)
            {
                throw new StoreUnavailableException($"{path} cannot be opened: {e.Message}", e);
            }

            throw;
        }
    }

    /// <summary>
    /// Opens the store that another process owns: neither locked nor migrated. Null while that process has not made it, or has not
    /// brought it to this version's schema.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Not writable, written by a newer version, or no database.</exception>
    public static SqliteMonitoringStore? OpenBeside(string folder, TimeProvider clock)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        SqliteSession? writer = null;
        try
        {
            writer = SqliteSession.OpenWriter(path);
            if (Migrations.VersionOf(writer, path) == Migrations.Newest)
            {
                return new SqliteMonitoringStore(path, fileLock: null, writer, clock);
            }

            writer.Dispose();
            return null;
        }
        catch (Exception e)
        {
            writer?.Dispose();
            if (e is Microsoft.Data.Sqlite.SqliteException)
            {
                throw new StoreUnavailableException($"{path} cannot be opened: {e.Message}", e);
            }

            throw;
        }
    }

    public Task<StoreStatus> Status(CancellationToken cancellationToken = default)
    {
        var counters = committer.Counters;
        return committer.Commit(
            writer => new StoreStatus(
                Path,
                Migrations.Newest,
                writer.Session.Scalar("SELECT sqlite_version()"),
                writer.Session.Scalar("PRAGMA journal_mode"),
                int.Parse(writer.Session.Scalar("PRAGMA synchronous")),
                counters.Commits,
                counters.Writes,
                counters.LargestGroup,
                committer.Waiting),
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await committer.DisposeAsync();
        readers.Dispose();
        session.Dispose();
        fileLock?.Dispose();
    }
}
