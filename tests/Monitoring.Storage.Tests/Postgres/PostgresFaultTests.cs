using Monitoring.Storage.Postgres;
using Monitoring.Testing;
using Npgsql;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>A server that is slow, silent or away, and what a process must not do then: wait once per write, write twice, lock itself out.</summary>
public sealed class PostgresFaultTests(PostgresCluster cluster)
{
    private static readonly RegisteredStation A = Sample.Station("A");

    [Fact]
    public async Task While_the_server_is_too_slow_a_whole_group_fails_at_once_and_the_next_goes_through()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(Login(database, "Command Timeout=1"), migrator: null, Sample.Clock());
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        using var other = PostgresSession.Open(database.AsOwner);
        using var locked = other.Connection.BeginTransaction();
        other.Execute("LOCK TABLE readings IN SHARE ROW EXCLUSIVE MODE");

        // While the first waits for the lock, the others gather; none of them waits for itself.
        var writes = Enumerable.Range(1, 100).Select(i => store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon.AddMinutes(i), "8.1")))).ToList();
        await Eventually.Ends(Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default))));

        writes.ShouldAllBe(w => w.IsFaulted && StoreFault.IsOfTheStore(w.Exception!.InnerException!));
        writes.Select(w => w.Exception!.InnerException).Distinct().Count().ShouldBeLessThan(20);
        locked.Rollback();
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon.AddHours(3), "8.1")));
    }

    [Fact]
    public async Task What_fails_in_its_commit_is_not_tried_again_because_it_may_have_happened()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        using var owner = PostgresSession.Open(database.AsOwner);
        // Counted by what no rollback takes back.
        owner.Execute(
            """
            CREATE SEQUENCE commits;
            GRANT USAGE ON SEQUENCE commits TO PUBLIC;
            CREATE FUNCTION fail_late() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval('commits'); RAISE EXCEPTION 'late'; END $$;
            CREATE CONSTRAINT TRIGGER late AFTER INSERT ON audit DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION fail_late();
            """);

        var writes = Enumerable.Range(0, 200).Select(i => store.Audit.Add(new AuditEntry(0, Sample.Noon, "somebody", $"write {i}", "", ""))).ToList();
        await Eventually.Ends(Task.WhenAll(writes.Select(w => w.ContinueWith(_ => { }, TaskScheduler.Default))));

        writes.ShouldAllBe(w => w.IsFaulted);
        var groups = writes.Select(w => w.Exception!.InnerException).Distinct().Count();
        using var row = owner.Prepare("SELECT last_value FROM commits");
        row.Step();
        row.Int64(0).ShouldBe(groups, "one commit for each group, and none for its writes alone");
        groups.ShouldBeLessThan(writes.Count);
    }

    [Fact]
    public async Task A_connection_that_was_lost_without_a_word_does_not_keep_its_own_process_out()
    {
        var database = await cluster.FreshDatabase();
        await using var network = new SilentNetwork(database.Server.Port);
        var through = $"Host=127.0.0.1;Port={network.Port};Database={database.Name};Username={PostgresCluster.Login};Command Timeout=1;Cancellation Timeout=500";
        await using var store = PostgresMonitoringStore.Open(PostgresDatabase.Of(through), migrator: null, Sample.Clock());
        await store.Audit.Add(new AuditEntry(0, Sample.Noon, "somebody", "before", "", ""));

        network.LoseConnections();
        await Should.ThrowAsync<NpgsqlException>(() => store.Audit.Add(new AuditEntry(0, Sample.Noon, "somebody", "lost", "", "")));

        await Eventually.True(() => store.Audit.Add(new AuditEntry(0, Sample.Noon, "somebody", "after", "", "")).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default));
    }

    [Fact]
    public async Task The_server_notices_soon_that_the_machine_of_an_owner_is_gone()
    {
        var database = await cluster.FreshDatabase();
        using var writer = new PostgresWriter(database.AsLogin, StoreOwnership.Exclusive);

        writer.Connect();

        var session = (PostgresSession)writer.Session;
        string[] settings = ["tcp_keepalives_idle", "tcp_keepalives_interval", "tcp_keepalives_count", "tcp_user_timeout"];
        settings.Select(session.Setting).ShouldBe(["10", "5", "3", "25000"]);
    }

    [Fact]
    public async Task What_was_loaded_before_the_store_was_lost_and_taken_again_writes_nothing_over_another_owners_rows()
    {
        var database = await cluster.FreshDatabase();
        await using var here = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        await here.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        var overtaken = await here.Stations.Load(A.Station.Id);
        await database.Server.Execute($"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database.Name}'");
        await using (var there = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await there.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "9.9")));
        }

        await Eventually.True(() => here.Audit.Add(new AuditEntry(0, Sample.Noon, "here", "again", "", "")).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default));
        var late = Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.2"));
        var refusal = await Should.ThrowAsync<StoreUnavailableException>(() => here.Stations.Commit(late with { Tenure = overtaken.Tenure }));

        StoreFault.IsOfTheStore(refusal).ShouldBeTrue("who sent it sends it again, to who has loaded anew");
        (await here.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Text.ShouldBe("9.9");
        await here.Stations.Commit(late with { Tenure = (await here.Stations.Load(A.Station.Id)).Tenure });
        (await here.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Text.ShouldBe("8.2");
    }

    [Fact]
    public async Task A_migration_takes_as_long_as_it_takes()
    {
        var database = await cluster.EmptyDatabase();
        using var first = PostgresSession.Open(database.AsOwner);
        PostgresLocks.TakeMigration(first);
        var second = Task.Run(() => PostgresMonitoringStore.Open(
            PostgresDatabase.Of(database.Server.ConnectionString(database.Name, PostgresCluster.Owner) + ";Command Timeout=1"), migrator: null, Sample.Clock()));

        await Eventually.True(() => second.IsCompleted || WaitsLongerThanItsTimeout());
        first.Dispose();

        await (await Eventually.Ends(second)).DisposeAsync();

        bool WaitsLongerThanItsTimeout()
        {
            using var row = first.Prepare("SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory' AND query_start < clock_timestamp() - interval '2 s'");
            return row.Step();
        }
    }

    [Fact]
    public async Task Who_stands_beside_a_first_start_sees_nothing_of_it_or_all()
    {
        for (var i = 0; i < 4; i++)
        {
            var database = await cluster.EmptyDatabase();
            var owner = Task.Run(() => PostgresMonitoringStore.Open(database.AsLogin, database.AsOwner, Sample.Clock()));
            PostgresMonitoringStore? beside = null;

            await Eventually.True(() => (beside = PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock())) is not null);

            await beside!.Audit.Add(new AuditEntry(0, Sample.Noon, "beside", "test", "", ""));
            await beside.DisposeAsync();
            await (await owner).DisposeAsync();
        }
    }

    [Fact]
    public async Task A_login_without_rights_waits_beside_and_is_told_as_an_owner_that_it_has_none()
    {
        var database = await cluster.EmptyDatabase();
        await PostgresMonitoringStore.Open(database.AsOwner, migrator: null, Sample.Clock()).DisposeAsync();

        PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock()).ShouldBeNull();
        var refusal = Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()));

        refusal.Message.ShouldContain("no rights");
        refusal.Message.ShouldContain("MigrationConnectionString");
    }

    [Fact]
    public async Task A_database_that_cannot_hold_every_text_is_refused()
    {
        var server = await cluster.Server();
        await server.Execute("CREATE DATABASE latin TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");

        Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(PostgresDatabase.Of(server.ConnectionString("latin")), migrator: null, Sample.Clock()))
            .Message.ShouldContain("LATIN1");
    }

    [Fact]
    public async Task A_listener_goes_on_after_a_fault_of_any_kind_and_ends_in_peace()
    {
        var database = await cluster.FreshDatabase();
        var heard = 0;

        using (new RegistryListener(database.AsLogin, Hear, TimeProvider.System))
        {
            await Eventually.True(() => Volatile.Read(ref heard) > 1);
        }

        void Hear()
        {
            if (Interlocked.Increment(ref heard) == 1)
            {
                throw new InvalidOperationException("not of the driver");
            }
        }
    }

    [Fact]
    public async Task A_station_that_came_with_its_first_message_is_announced_to_other_owners()
    {
        var database = await cluster.FreshDatabase();
        await using var here = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        await using var there = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        await Eventually.True(() => there.Stations.RegistryVersion > 0);
        var before = there.Stations.RegistryVersion;

        await here.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));

        await Eventually.True(() => there.Stations.RegistryVersion > before);
    }

    private static PostgresDatabase Login(PostgresTestDatabase database, string more) =>
        PostgresDatabase.Of(database.Server.ConnectionString(database.Name, PostgresCluster.Login) + ";" + more);
}
