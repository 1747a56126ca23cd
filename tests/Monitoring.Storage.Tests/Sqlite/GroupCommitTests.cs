using Monitoring.Storage.Relational;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Sqlite;

public sealed class GroupCommitTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task What_waits_is_committed_together()
    {
        using var session = SqliteSession.OpenWriter(folder["group.db"]);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
        await using var committer = new GroupCommitter(new SqliteWriter(session), capacity: 100);
        using var held = new ManualResetEventSlim();
        var first = await Hold(committer, held);

        var rest = Enumerable.Range(1, 50).Select(i => committer.Commit(w => Insert(w, i), default)).ToList();
        held.Set();
        await Eventually.Ends(Task.WhenAll([first, .. rest]));

        committer.Counters.Commits.ShouldBe(2);
        committer.Counters.LargestGroup.ShouldBe(50);
    }

    [Fact]
    public async Task A_write_that_fails_fails_alone_and_its_neighbours_are_stored()
    {
        using var session = SqliteSession.OpenWriter(folder["group.db"]);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
        await using var committer = new GroupCommitter(new SqliteWriter(session), capacity: 100);
        using var held = new ManualResetEventSlim();
        var first = await Hold(committer, held);

        var good = committer.Commit(w => Insert(w, 1), default);
        var bad = committer.Commit(w => Insert(w, 1), default);
        var later = committer.Commit(w => Insert(w, 2), default);
        held.Set();
        await Eventually.Ends(Task.WhenAll(first, good, later));

        var error = await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(bad);
        StoreFault.IsOfTheStore(error).ShouldBeFalse();
        var stored = await committer.Commit(_ => session.Scalar("SELECT group_concat(x) FROM t"), default);
        stored.ShouldBe("1,2");
    }

    [Fact]
    public async Task While_another_process_writes_too_long_a_whole_group_fails_at_once_and_the_next_goes_through()
    {
        using var session = SqliteSession.OpenWriter(folder["group.db"]);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
        session.Execute("PRAGMA busy_timeout = 0");
        using var other = SqliteSession.OpenWriter(folder["group.db"]);
        await using var committer = new GroupCommitter(new SqliteWriter(session, maxLooks: 200), capacity: 1000);
        other.Execute("BEGIN IMMEDIATE");

        // While it looks for the first, the others gather; none of them looks for itself.
        var writes = Enumerable.Range(1, 500).Select(i => committer.Commit(w => Insert(w, i), default)).ToList();
        await Eventually.Ends(Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default))));

        writes.Select(w => w.Exception?.InnerException).Distinct().Count().ShouldBeLessThan(100);
        writes.ShouldAllBe(w => w.Exception!.InnerException is StoreUnavailableException);
        other.Execute("ROLLBACK");
        (await committer.Commit(w => Insert(w, 1), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_disk_fails_every_write_and_none_is_half_stored()
    {
        using var session = SqliteSession.OpenWriter(folder["full.db"]);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY, y TEXT)");
        await using var committer = new GroupCommitter(new SqliteWriter(session), capacity: 100);
        // SQLite's own bound on the file stands in for the disk's; the code and the rolled back transaction are the same.
        session.Execute("PRAGMA max_page_count = 10");

        var error = await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(committer.Commit(w => InsertLarge(w, 1) && InsertLarge(w, 2), default));

        StoreFault.IsOfTheStore(error).ShouldBeTrue();
        (await committer.Commit(_ => session.Scalar("SELECT count(*) FROM t"), default)).ShouldBe("0");
        await committer.Commit(_ => session.Scalar("PRAGMA max_page_count = 1000000"), default);
        (await committer.Commit(w => InsertLarge(w, 1), default)).ShouldBeTrue();

        static bool InsertLarge(IStoreWriter writer, int key)
        {
            writer.Session.Prepare("INSERT INTO t (x, y) VALUES (?, ?)").Bind(key).Bind(new string('y', 24_000)).Run();
            return true;
        }
    }

    [Fact]
    public async Task A_write_that_breaks_off_between_two_bindings_spoils_no_later_one()
    {
        using var session = SqliteSession.OpenWriter(folder["group.db"]);
        session.Execute("CREATE TABLE t (x INTEGER PRIMARY KEY)");
        await using var committer = new GroupCommitter(new SqliteWriter(session), capacity: 100);

        await Should.ThrowAsync<IOException>(committer.Commit<bool>(
            w =>
            {
                w.Session.Prepare("INSERT INTO t (x) VALUES (?)").Bind(7);
                throw new IOException("the disk was away for a moment");
            },
            default));

        (await committer.Commit(w => Insert(w, 1), default)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_full_disk_while_a_new_series_gets_its_number_leaves_the_next_write_whole()
    {
        await using var store = Sample.Open(folder);
        var station = Sample.Station("A");
        await store.Stations.Commit(Sample.Writes(station, Sample.Reading("w01001", Sample.Noon, "7")));
        FailSeries("CREATE TRIGGER full BEFORE INSERT ON series BEGIN SELECT RAISE(ABORT, 'no room'); END");
        await Should.ThrowAsync<Microsoft.Data.Sqlite.SqliteException>(store.Stations.Commit(Sample.Writes(station, Sample.Reading("w01009", Sample.Noon, "8"))));
        FailSeries("DROP TRIGGER full");

        await store.Stations.Commit(Sample.Writes(station, Sample.Reading("w01009", Sample.Noon, "8")));

        (await store.Queries.Latest(station.Station.Id)).Select(l => l.Reading.Reading.Text).ShouldBe(["7", "8"]);

        void FailSeries(string sql)
        {
            using var other = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={folder[SqliteMonitoringStore.FileName]};Pooling=False");
            other.Open();
            using var command = other.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    [Fact]
    public void Only_what_the_values_themselves_cause_is_for_ever()
    {
        const int WrongBindingIndex = 25;
        const int Constraint = 19;

        StoreFault.IsOfTheStore(new Microsoft.Data.Sqlite.SqliteException("column index out of range", WrongBindingIndex)).ShouldBeTrue();
        StoreFault.IsOfTheStore(new Microsoft.Data.Sqlite.SqliteException("CHECK constraint failed", Constraint)).ShouldBeFalse();
    }

    public void Dispose() => folder.Dispose();

    // Returns once the writer is inside the held write: whatever comes now has to wait.
    private static async Task<Task> Hold(GroupCommitter committer, ManualResetEventSlim held)
    {
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var write = committer.Commit(
            _ =>
            {
                entered.TrySetResult();
                return held.Wait(Eventually.Deadline);
            },
            default);
        await Eventually.Ends(entered.Task);
        return write;
    }

    private static bool Insert(IStoreWriter writer, int value)
    {
        writer.Session.Prepare("INSERT INTO t (x) VALUES (?)").Bind(value).Run();
        return true;
    }
}
