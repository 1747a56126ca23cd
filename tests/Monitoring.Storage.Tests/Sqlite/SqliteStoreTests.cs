using Microsoft.Data.Sqlite;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Sqlite;

public sealed class SqliteStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_writing_connection_keeps_a_log_and_syncs_every_commit()
    {
        await using var store = Sample.Open(folder);

        var status = await store.Status();

        status.Durability.ShouldBe("journal wal, synchronous 2");
        status.SyncsEveryCommit.ShouldBeTrue();
        status.SchemaVersion.ShouldBe(SqliteMigrations.Newest);
    }

    [Fact]
    public void Every_migration_has_a_number_of_its_own()
    {
        const string Folder = ".Sqlite.Migrations.";
        var numbers = typeof(SqliteMonitoringStore).Assembly.GetManifestResourceNames()
            .Where(n => n.Contains(Folder))
            .Select(n => n[(n.IndexOf(Folder, StringComparison.Ordinal) + Folder.Length)..][..4])
            .ToList();

        numbers.ShouldBeUnique();
        numbers.Count.ShouldBe(SqliteMigrations.Newest);
    }

    [Fact]
    public async Task A_folder_in_use_is_refused_with_one_line_that_says_what_to_do()
    {
        await using var store = Sample.Open(folder);

        var refusal = Should.Throw<StoreUnavailableException>(() => Sample.Open(folder));

        refusal.Message.ShouldContain(folder.Path);
        refusal.Message.ShouldContain("--data");
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public void A_folder_that_cannot_be_used_for_another_reason_says_that_one()
    {
        // A link that leads to itself: no other process is involved.
        File.CreateSymbolicLink(folder[SqliteMonitoringStore.FileName + ".lock"], SqliteMonitoringStore.FileName + ".lock");

        var refusal = Should.Throw<StoreUnavailableException>(() => Sample.Open(folder));

        refusal.Message.ShouldNotContain("in use");
        refusal.Message.ShouldContain(folder.Path);
        refusal.Message.ShouldContain("--data");
    }

    [Fact]
    public async Task Only_the_owner_reads_the_data_file_and_its_log()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("file modes of Unix");
            return;
        }

        await using var store = Sample.Open(folder);
        foreach (var file in Directory.EnumerateFiles(folder.Path, SqliteMonitoringStore.FileName + "*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)))
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite, file);
        }
    }

    [Fact]
    public async Task A_closed_store_can_be_opened_again_in_the_same_process()
    {
        await (await Task.FromResult(Sample.Open(folder))).DisposeAsync();

        await using var again = Sample.Open(folder);

        (await again.Status()).SchemaVersion.ShouldBe(SqliteMigrations.Newest);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await Sample.Open(folder).DisposeAsync();
        Execute("INSERT INTO schema_migrations (version, name, applied_at) VALUES (999, '0999_future', 0)");

        Should.Throw<StoreUnavailableException>(() => Sample.Open(folder)).Message.ShouldContain("newer version");

        // The lock is free again: the newer program can start.
        Execute("DELETE FROM schema_migrations WHERE version = 999");
        await using var store = Sample.Open(folder);
        (await store.Status()).SchemaVersion.ShouldBe(SqliteMigrations.Newest);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_with_its_name()
    {
        File.WriteAllText(folder[SqliteMonitoringStore.FileName], new string('x', 5000));

        Should.Throw<StoreUnavailableException>(() => Sample.Open(folder)).Message.ShouldContain(SqliteMonitoringStore.FileName);
    }

    public void Dispose() => folder.Dispose();

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder[SqliteMonitoringStore.FileName]};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
