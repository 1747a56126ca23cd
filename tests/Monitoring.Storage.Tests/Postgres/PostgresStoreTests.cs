using Monitoring.Contracts;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;
using Npgsql;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>What is PostgreSQL's own: schema, roles, partitions, owners, and a server that goes and comes.</summary>
public sealed class PostgresStoreTests(PostgresCluster cluster)
{
    private static readonly RegisteredStation A = Sample.Station("A");

    [Fact]
    public async Task Processes_that_start_at_once_migrate_once()
    {
        var database = await cluster.EmptyDatabase();

        var stores = await Eventually.Ends(Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(
            () => PostgresMonitoringStore.Open(database.AsLogin, database.AsOwner, Sample.Clock(), StoreOwnership.Shared)))));

        foreach (var store in stores)
        {
            (await store.Status()).SchemaVersion.ShouldBe(PostgresMigrations.Newest);
            await store.DisposeAsync();
        }

        Rows(database, "SELECT version FROM schema_migrations").ShouldBe(Enumerable.Range(1, PostgresMigrations.Newest).Select(v => $"{v}"));
    }

    [Fact]
    public async Task A_login_that_may_not_make_tables_says_what_to_configure()
    {
        var database = await cluster.EmptyDatabase();

        var refusal = Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()));

        refusal.Message.ShouldContain("MigrationConnectionString");
        refusal.Message.ShouldContain(database.Name);
        refusal.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task One_role_for_everything_will_do_for_a_trial()
    {
        var database = await cluster.EmptyDatabase();

        await using var store = PostgresMonitoringStore.Open(database.AsOwner, migrator: null, Sample.Clock());

        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        (await store.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task The_login_of_the_programs_can_neither_change_tables_nor_rewrite_what_is_only_added_to()
    {
        var database = await cluster.FreshDatabase();
        await using (var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        }

        using var session = PostgresSession.Open(database.AsLogin);
        string[] forbidden =
        [
            "DROP TABLE readings", "DROP TABLE readings_2026_08", "TRUNCATE readings", "DELETE FROM readings", "ALTER TABLE stations ADD COLUMN more text", "CREATE TABLE mine (x int)",
            "DROP SCHEMA monitoring CASCADE", "UPDATE audit SET actor = 'nobody'", "DELETE FROM audit", "UPDATE alert_timeline SET actor = 'nobody'", "DELETE FROM certificates",
            "UPDATE schema_migrations SET version = 0", "SET ROLE monitoring_owner",
        ];
        foreach (var sql in forbidden)
        {
            Should.Throw<PostgresException>(() => session.Execute(sql), sql).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege, sql);
        }
    }

    [Fact]
    public async Task Every_table_is_in_the_grants()
    {
        var database = await cluster.FreshDatabase();

        Rows(database, "SELECT relname FROM pg_class WHERE relnamespace = 'monitoring'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition"
            + " AND relname NOT IN ('schema_migrations', 'moved_tables') AND NOT has_table_privilege('monitoring', oid, 'INSERT')").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_month_of_Beijing_is_a_partition_made_when_its_first_reading_comes()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        DateTimeOffset[] starts = [new(2026, 8, 31, 23, 59, 59, ChinaTime.Offset), new(2026, 9, 1, 0, 0, 0, ChinaTime.Offset), new(2027, 1, 1, 0, 0, 0, ChinaTime.Offset)];

        await store.Stations.Commit(Sample.Writes(A, [.. starts.Select((s, i) => Sample.Reading("w01009", s, $"{i}"))]));

        Rows(database, "SELECT tableoid::regclass::text || ' ' || text FROM readings ORDER BY start").ShouldBe(["readings_2026_08 0", "readings_2026_09 1", "readings_2027_01 2"]);
    }

    [Fact]
    public async Task Two_processes_that_meet_a_new_month_at_once_both_write_it()
    {
        var database = await cluster.FreshDatabase();
        var stores = Enumerable.Range(0, 4).Select(_ => PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared)).ToList();

        await Eventually.Ends(Task.WhenAll(stores.SelectMany((store, i) => Enumerable.Range(0, 12).Select(m => Task.Run(
            () => store.Stations.Commit(Sample.Writes(Sample.Station($"S{i}"), Sample.Reading("w01009", Sample.Noon.AddMonths(m), "8.1"))))))));

        Rows(database, "SELECT count(*) FROM readings").ShouldBe(["48"]);
        Rows(database, "SELECT count(DISTINCT tableoid) FROM readings").ShouldBe(["12"]);
        foreach (var store in stores)
        {
            await store.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_forgotten_month_is_no_partition_any_more_and_a_young_one_cannot_be_thrown_away()
    {
        var database = await cluster.FreshDatabase();
        DateTimeOffset january = new(2020, 1, 1, 0, 0, 0, ChinaTime.Offset), february = january.AddMonths(1);
        await using (var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", january, "1"), Sample.Reading("w01009", february, "2"), Sample.Reading("w01009", february.AddDays(9), "3")));
            await store.Retention.ForgetRaw(february.AddMonths(1), TimeSpan.FromHours(4));
        }

        Rows(database, "SELECT tableoid::regclass::text || ' ' || text FROM readings").ShouldBe(["readings_2020_02 3"]);
        Rows(database, "SELECT count(*) FROM pg_class WHERE relname IN ('readings_2020_01', 'readings_gone')").ShouldBe(["0"]);
        using var session = PostgresSession.Open(database.AsLogin);
        var thisMonth = new DateTimeOffset(TimeProvider.System.GetUtcNow().Year, TimeProvider.System.GetUtcNow().Month, 1, 0, 0, 0, ChinaTime.Offset).ToUnixTimeMilliseconds();
        Should.Throw<PostgresException>(() => session.Execute($"SELECT replace_readings_month({thisMonth}, '{{}}', '{{}}', '{{}}')")).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Owners_that_share_a_store_notice_each_others_changes_of_the_registry()
    {
        var database = await cluster.FreshDatabase();
        await using var here = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        await using var there = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        // Both have begun to listen: that itself is a change.
        await Eventually.True(() => here.Stations.RegistryVersion > 0 && there.Stations.RegistryVersion > 0);
        var before = there.Stations.RegistryVersion;

        await here.Registry.Upsert(A.Section!);

        await Eventually.True(() => there.Stations.RegistryVersion > before);
    }

    [Fact]
    public async Task A_second_owner_is_refused_in_one_line_and_let_in_when_the_first_has_gone()
    {
        var database = await cluster.FreshDatabase();
        await using (PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await Task.WhenAll(new[] { StoreOwnership.Exclusive, StoreOwnership.Shared }.Select(ownership => Task.Run(() =>
            {
                var refusal = Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), ownership));
                refusal.Message.ShouldContain("in use by another process");
                refusal.Message.ShouldNotContain("\n");
            })));

            await using var beside = PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock());
            beside.ShouldNotBeNull();
            await beside.Audit.Add(new AuditEntry(0, Sample.Noon, "beside", "test", "", ""));
        }

        await PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()).DisposeAsync();
    }

    [Fact]
    public async Task Who_stands_beside_waits_for_this_versions_schema_and_refuses_a_newer_one()
    {
        var database = await cluster.EmptyDatabase();
        PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock()).ShouldBeNull("nobody has made it");
        await PostgresMonitoringStore.Open(database.AsLogin, database.AsOwner, Sample.Clock()).DisposeAsync();
        using (var session = PostgresSession.Open(database.AsOwner))
        {
            session.Execute("INSERT INTO schema_migrations (version, name, applied_at) VALUES (999, '0999_future', 0)");
        }

        Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock())).Message.ShouldContain("newer version");
        Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsLogin, database.AsOwner, Sample.Clock())).Message.ShouldContain("newer version");
    }

    [Fact]
    public async Task A_server_that_crashed_loses_nothing_that_was_committed_and_is_found_again()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        await using var server = await PostgresServer.Start();
        await server.CreateDatabase("crashing");
        var database = PostgresDatabase.Of(server.ConnectionString("crashing"));
        await using var store = PostgresMonitoringStore.Open(database, migrator: null, Sample.Clock());
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        (await store.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem();

        await server.Stop();
        var error = await Should.ThrowAsync<Exception>(() => store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01001", Sample.Noon, "7"))));
        StoreFault.IsOfTheStore(error).ShouldBeTrue();
        await server.Run();

        (await store.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Text.ShouldBe("8.1");
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01001", Sample.Noon, "7")));
        (await store.Queries.Latest(A.Station.Id)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Database=x")]
    [InlineData("Host=localhost;Port=many;Password=secret")]
    public void A_wrong_connection_string_is_one_line_that_repeats_no_password(string text)
    {
        var options = new PostgresOptions { ConnectionString = text };

        var refusal = Should.Throw<StoreUnavailableException>(() => options.Database());

        refusal.Message.ShouldContain("Storage:Postgres:ConnectionString");
        refusal.Message.ShouldNotContain("\n");
        refusal.Message.ShouldNotContain("secret");
    }

    [Fact]
    public void A_connection_string_may_stand_in_a_file_of_its_own()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["secret"], "Host=db.example;Database=monitoring;Username=monitoring;Password=x\n");

        var database = new PostgresOptions { ConnectionStringFile = folder["secret"] }.Database();

        database.Place.ShouldBe("postgresql://db.example:5432/monitoring");
        database.Login.ShouldBe("monitoring");
    }

    private static List<string> Rows(PostgresTestDatabase database, string sql)
    {
        using var session = PostgresSession.Open(database.AsOwner);
        using var rows = session.Prepare($"SELECT x::text FROM ({sql}) AS rows (x)");
        var read = new List<string>();
        while (rows.Step())
        {
            read.Add(rows.Text(0));
        }

        return read;
    }
}
