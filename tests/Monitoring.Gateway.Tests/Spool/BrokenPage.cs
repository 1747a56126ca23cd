using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Tests.Spool;

/// <summary>A page of a spool file that is in use, whose bytes the disk has lost; by default one in its middle.</summary>
internal static class BrokenPage
{
    private const int PageSize = 4096;

    public static Task In(string path) => Clear(path, _ => new FileInfo(path).Length / 2 / PageSize);

    /// <summary>The page from which every row of a table is found.</summary>
    public static Task AtRootOf(string table, string path) => Clear(path, file => (long)file.Scalar($"SELECT rootpage FROM sqlite_schema WHERE name = '{table}'")! - 1);

    private static async Task Clear(string path, Func<SqliteConnection, long> page)
    {
        long at;
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            // Into the file itself, and out of the page cache of the connections: they read it again after another one has written.
            connection.Open();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
            at = page(connection) * PageSize;
        }

        await using var disk = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        disk.Position = at;
        await disk.WriteAsync(new byte[PageSize]);
    }
}
