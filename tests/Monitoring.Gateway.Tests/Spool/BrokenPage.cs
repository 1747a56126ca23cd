using Microsoft.Data.Sqlite;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Tests.Spool;

/// <summary>A page in the middle of a spool file that is in use, whose bytes the disk has lost.</summary>
internal static class BrokenPage
{
    private const int PageSize = 4096;

    public static async Task In(string path)
    {
        // Into the file itself, and out of the page cache of the connections: they read it again after another one has written.
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        }

        await using var disk = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        disk.Position = disk.Length / 2 / PageSize * PageSize;
        await disk.WriteAsync(new byte[PageSize]);
    }
}
