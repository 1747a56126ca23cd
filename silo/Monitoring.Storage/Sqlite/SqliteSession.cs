using Monitoring.Storage.Relational;
using SQLitePCL;

namespace Monitoring.Storage.Sqlite;

/// <summary>One connection with its prepared statements. Used by one thread at a time.</summary>
internal sealed class SqliteSession : ISession, IDisposable
{
    private readonly Dictionary<string, SqliteStatement> statements = [];

    // Before the first call: it finds the library.
    static SqliteSession() => Batteries_V2.Init();

    private SqliteSession(sqlite3 database) => Database = database;

    public sqlite3 Database { get; }

    public static SqliteSession OpenWriter(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE);
        // Until the writer takes over, which waits in its own way.
        session.Execute("PRAGMA busy_timeout = 30000");
        session.Execute("PRAGMA journal_mode = WAL");
        session.Execute("PRAGMA synchronous = FULL");
        session.Execute("PRAGMA foreign_keys = ON");
        session.Execute("PRAGMA temp_store = MEMORY");
        session.Execute("PRAGMA cache_size = -65536");
        // A checkpoint stops the writer: seldom enough to matter little, often enough to keep the log small.
        session.Execute("PRAGMA wal_autocheckpoint = 4000");
        session.Execute("PRAGMA journal_size_limit = 67108864");
        return session;
    }

    public static SqliteSession OpenReader(string path)
    {
        var session = Open(path, raw.SQLITE_OPEN_READWRITE);
        session.Execute("PRAGMA busy_timeout = 10000");
        session.Execute("PRAGMA query_only = ON");
        return session;
    }

    /// <summary>A statement, prepared once per session; the caller disposes it after the last row.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            var code = raw.sqlite3_prepare_v2(Database, sql, out var handle);
            statement = code == raw.SQLITE_OK ? new SqliteStatement(Database, handle) : throw SqliteStatement.Failure(Database, code);
            statements.Add(sql, statement);
        }

        // A user that threw between two bindings gave nothing back.
        statement.Dispose();
        return statement;
    }

    public IStatement Prepare(string sql) => Statement(sql);

    public string IsAmong(string column) => $"{column} IN (SELECT value FROM json_each(?))";

    // BEGIN IMMEDIATE let nobody else in.
    public void Serialize(string matter)
    {
    }

    public void Announce(string change)
    {
    }

    /// <summary>Runs one or more statements that return nothing of interest.</summary>
    public void Execute(string sql)
    {
        var code = raw.sqlite3_exec(Database, sql);
        if (code != raw.SQLITE_OK)
        {
            throw SqliteStatement.Failure(Database, code);
        }
    }

    /// <summary>False when another connection writes.</summary>
    public bool TryBeginWrite()
    {
        var code = raw.sqlite3_exec(Database, "BEGIN IMMEDIATE");
        return code switch
        {
            raw.SQLITE_OK => true,
            raw.SQLITE_BUSY => false,
            _ => throw SqliteStatement.Failure(Database, code),
        };
    }

    public string Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Text(0) : "";
    }

    public void Rollback()
    {
        // A full disk ends the transaction by itself.
        if (raw.sqlite3_get_autocommit(Database) == 0)
        {
            Execute("ROLLBACK");
        }
    }

    public void Dispose()
    {
        foreach (var statement in statements.Values)
        {
            statement.Close();
        }

        Database.Dispose();
    }

    // Without the engine's own mutexes: one thread at a time uses a session, and it would take one at each of its millions of calls.
    private static SqliteSession Open(string path, int mode)
    {
        var code = raw.sqlite3_open_v2(path, out var database, mode | raw.SQLITE_OPEN_NOMUTEX, null);
        if (code == raw.SQLITE_OK)
        {
            return new SqliteSession(database);
        }

        using (database)
        {
            throw SqliteStatement.Failure(database, code);
        }
    }
}
