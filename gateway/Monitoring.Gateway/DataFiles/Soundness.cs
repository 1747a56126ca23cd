using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>Whether SQLite can trust a file, and what happens to one that it cannot.</summary>
internal static class Soundness
{
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Null when the file is sound (a torn journal is: SQLite goes back to the last whole commit); else what is wrong with it.</summary>
    public static string? Check(string path)
    {
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
            connection.Open();
            return connection.Scalar("PRAGMA quick_check(1)") is string answer and not "ok" ? answer : null;
        }
        catch (SqliteException e) when (e.SqliteErrorCode is Corrupt or NotADatabase)
        {
            return e.Message;
        }
    }

    /// <summary>Moves the file and its journal to a name that says when; the bytes stay for whoever wants to recover rows from them.</summary>
    public static string MoveAside(string path, string damage, TimeProvider clock, ILogger logger)
    {
        var at = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var target = $"{path}.damaged-{at}";
        for (var n = 2; File.Exists(target); n++)
        {
            target = $"{path}.damaged-{at}-{n}";
        }

        File.Move(path, target);
        foreach (var suffix in new[] { "-wal", "-shm" })
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, target + suffix);
            }
        }

        logger.LogError("{Path} is damaged ({Damage}); it was moved to {Target} and a new file is begun. Rows may be recovered from it with: sqlite3 {Target} .recover", path, damage, target, target);
        return target;
    }
}
