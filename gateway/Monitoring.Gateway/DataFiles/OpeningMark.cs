using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>A row that says whether a process has the file open; found set at the start, the last one did not end in order.</summary>
internal static class OpeningMark
{
    /// <summary>Sets the mark; true when it was set already.</summary>
    public static bool Set(SqliteConnection connection)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS opening (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), is_open INTEGER NOT NULL) STRICT");
        var wasOpen = connection.Scalar("SELECT is_open FROM opening") is 1L;
        connection.Execute("INSERT INTO opening VALUES (1, 1) ON CONFLICT DO UPDATE SET is_open = 1");
        return wasOpen;
    }

    public static void Clear(SqliteConnection connection) => connection.Execute("UPDATE opening SET is_open = 0");
}
