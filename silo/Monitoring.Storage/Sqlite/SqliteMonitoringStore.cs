using Microsoft.Data.Sqlite;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Sqlite;

/// <summary>The store of one machine: <c>monitoring.db</c> in a data folder.</summary>
public sealed class SqliteMonitoringStore : RelationalStore
{
    public const string FileName = "monitoring.db";

    private const string SynchronousFull = "2";

    private readonly DataFileLock? fileLock;
    private readonly SqliteSession session;
    private readonly SqliteReaders readers;

    private SqliteMonitoringStore(string path, DataFileLock? fileLock, SqliteSession session, SqliteReaders readers, TimeProvider clock)
        : base(readers, readers, new SqliteWriter(session), hasMonths: false, clock)
    {
        Path = path;
        this.fileLock = fileLock;
        this.session = session;
        this.readers = readers;
    }

    public string Path { get; }

    public static string PathIn(string folder) => System.IO.Path.Combine(System.IO.Path.GetFullPath(folder), FileName);

    /// <summary>Opens the store of a folder as its owner, creating or migrating it.</summary>
    /// <exception cref="StoreUnavailableException">In use by another process, not writable, written by a newer version, or no database.</exception>
    public static SqliteMonitoringStore Open(string folder, TimeProvider clock)
    {
        var path = PathIn(folder);
        var taken = DataFileLock.Take(path + ".lock");
        try
        {
            DataFileLock.MakeOwnerOnly(path);
            return Opened(path, clock, taken, writer =>
            {
                SqliteMigrations.Apply(writer, path, clock);
                return true;
            })!;
        }
        catch
        {
            taken.Dispose();
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
        var path = PathIn(folder);
        return File.Exists(path) ? Opened(path, clock, fileLock: null, writer => SqliteMigrations.VersionOf(writer, path) == SqliteMigrations.Newest) : null;
    }

    private protected override StoreStatus Describe(ISession session)
    {
        var (journal, synchronous) = (this.session.Scalar("PRAGMA journal_mode"), this.session.Scalar("PRAGMA synchronous"));
        return new StoreStatus(
            Path,
            $"SQLite {this.session.Scalar("SELECT sqlite_version()")}",
            SqliteMigrations.Newest,
            $"journal {journal}, synchronous {synchronous}",
            SyncsEveryCommit: (journal, synchronous) == ("wal", SynchronousFull),
            0, 0, 0, 0);
    }

    private protected override void Close()
    {
        readers.Dispose();
        session.Dispose();
        fileLock?.Dispose();
    }

    private static SqliteMonitoringStore? Opened(string path, TimeProvider clock, DataFileLock? fileLock, Func<SqliteSession, bool> isReady)
    {
        SqliteSession? writer = null;
        try
        {
            writer = SqliteSession.OpenWriter(path);
            if (isReady(writer))
            {
                // From here on the writer waits in its own way.
                writer.Execute("PRAGMA busy_timeout = 0");
                return new SqliteMonitoringStore(path, fileLock, writer, new SqliteReaders(path), clock);
            }

            writer.Dispose();
            return null;
        }
        catch (Exception e)
        {
            writer?.Dispose();
            if (e is SqliteException)
            {
                throw new StoreUnavailableException($"{path} cannot be opened: {e.Message}", e);
            }

            throw;
        }
    }
}
