using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Sqlite;

/// <summary>A store that stands beside its owner on the same file, as an API stands beside its silo.</summary>
public sealed class BesideTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_waits_for_the_owner_to_make_the_file_and_to_bring_it_to_this_schema()
    {
        SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System).ShouldBeNull("nobody has made it");
        await using (var _ = SqliteMonitoringStore.Open(folder.Path, TimeProvider.System))
        {
            await using var beside = SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System);
            beside.ShouldNotBeNull();
        }

        using (var session = SqliteSession.OpenWriter(folder[SqliteMonitoringStore.FileName]))
        {
            session.Execute($"DELETE FROM schema_migrations WHERE version = {SqliteMigrations.Newest}");
        }

        SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System).ShouldBeNull("the owner has to migrate it first");
        using (var session = SqliteSession.OpenWriter(folder[SqliteMonitoringStore.FileName]))
        {
            session.Execute($"INSERT INTO schema_migrations (version, name, applied_at) VALUES ({SqliteMigrations.Newest + 1}, 'later', 0)");
        }

        Should.Throw<StoreUnavailableException>(() => SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System)).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task Both_write_at_once_and_every_write_of_both_is_there()
    {
        const int Writes = 200;
        await using var owner = SqliteMonitoringStore.Open(folder.Path, TimeProvider.System);
        await using var beside = SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System).ShouldNotBeNull();

        await Eventually.Ends(Task.WhenAll(Write(owner, "owner"), Write(beside, "beside")), "both get their turns");

        var entries = (await owner.Audit.List(cursor: null, limit: 2 * Writes)).Items;
        entries.Count(e => e.Actor == "owner").ShouldBe(Writes);
        entries.Count(e => e.Actor == "beside").ShouldBe(Writes);

        static Task Write(SqliteMonitoringStore store, string actor) => Task.Run(async () =>
        {
            for (var i = 0; i < Writes; i++)
            {
                await store.Audit.Add(new AuditEntry(0, DateTimeOffset.UnixEpoch, actor, "test", $"{i}", ""));
            }
        });
    }

    [Fact]
    public async Task A_writer_that_never_rests_lets_the_one_beside_it_in()
    {
        await using var owner = SqliteMonitoringStore.Open(folder.Path, TimeProvider.System);
        await using var beside = SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System).ShouldNotBeNull();
        using var enough = new CancellationTokenSource();
        var busy = Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(async () =>
        {
            while (!enough.IsCancellationRequested)
            {
                await owner.Audit.Add(new AuditEntry(0, DateTimeOffset.UnixEpoch, "owner", "test", "", ""));
            }
        })));

        await Eventually.Ends(beside.Audit.Add(new AuditEntry(0, DateTimeOffset.UnixEpoch, "beside", "test", "", "")), "it gets its turn");

        await enough.CancelAsync();
        await Eventually.Ends(busy);
        (await owner.Audit.List(cursor: null, limit: 100_000)).Items.ShouldContain(e => e.Actor == "beside");
    }

    [Fact]
    public async Task What_one_commits_the_other_reads_at_once()
    {
        await using var owner = SqliteMonitoringStore.Open(folder.Path, TimeProvider.System);
        await using var beside = SqliteMonitoringStore.OpenBeside(folder.Path, TimeProvider.System).ShouldNotBeNull();
        await beside.Users.Upsert(new User("officer", "hash", ["officer"], DateTimeOffset.UnixEpoch));

        (await owner.Users.Find("officer")).ShouldNotBeNull();
        await owner.Users.DeleteUser("officer");
        (await beside.Users.Find("officer")).ShouldBeNull();
    }
}
