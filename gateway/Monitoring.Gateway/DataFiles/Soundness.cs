using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>Whether SQLite can trust a file.</summary>
internal static class Soundness
{
    /// <summary>Files up to here are read whole at each start: some tenths of a second. Larger ones are checked beside their use.</summary>
    public const long WholeUpTo = 64L * 1024 * 1024;

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    public static bool IsDamage(Exception e) => e is SqliteException { SqliteErrorCode: Corrupt or NotADatabase };

    /// <summary>Null when nothing is wrong (a torn journal is not: SQLite goes back to the last whole commit); else what is.</summary>
    public static string? Check(string path)
    {
        try
        {
            // Read-only: closing must not fold the journal into a file that may have to be put aside as it is.
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
            connection.Open();
            return new FileInfo(path).Length <= WholeUpTo
                ? connection.Scalar("PRAGMA quick_check(1)") is string answer and not "ok" ? answer : null
                : connection.Scalar("SELECT count(*) FROM sqlite_schema") is long ? null : "it has no schema";
        }
        catch (SqliteException e) when (IsDamage(e))
        {
            return e.Message;
        }
    }
}
