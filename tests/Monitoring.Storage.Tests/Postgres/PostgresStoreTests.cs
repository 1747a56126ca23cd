using Monitoring.Contracts;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;
using Npgsql;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>What is PostgreSQL's own: schema, roles, partitions, owners, and a server that goes and comes.</summary>
public sealed class PostgresStoreTests(PostgresCluster cluster)
{
    private const string Waiting = "SELECT pid FROM pg_locks WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity WHERE datname = current_database())";

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
    public async Task A_month_that_another_owner_makes_while_this_one_waits_for_its_turn_is_not_made_again()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "1")));
        using var other = PostgresSession.Open(database.AsLogin);
        using var transaction = other.Connection.BeginTransaction();
        other.Execute("SELECT pg_advisory_xact_lock(hashtextextended('monitoring partitions', 0))");

        var write = store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", LastYear(5), "2")));
        await Eventually.True(() => Rows(database, Waiting).Count == 1);
        other.Execute($"SELECT ensure_readings_month({LastYear(5).ToUnixTimeMilliseconds()})");
        transaction.Commit();
        await Eventually.Ends(write);

        Rows(database, "SELECT text FROM readings ORDER BY start DESC").ShouldBe(["1", "2"]);
    }

    [Fact]
    public async Task A_forgotten_month_is_no_partition_any_more_and_a_young_one_cannot_be_thrown_away()
    {
        var database = await cluster.FreshDatabase();
        var (january, february) = (LastYear(1), LastYear(2));
        await using (var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", january, "1"), Sample.Reading("w01009", february, "2"), Sample.Reading("w01009", february.AddDays(9), "3")));
            await store.Retention.ForgetRaw(february.AddMonths(1), TimeSpan.FromHours(4));
        }

        Rows(database, "SELECT tableoid::regclass::text || ' ' || text FROM readings").ShouldBe([$"readings_{february.Year}_02 3"]);
        Rows(database, $"SELECT count(*) FROM pg_class WHERE relname IN ('readings_{february.Year}_01', 'readings_gone')").ShouldBe(["0"]);
        using var session = PostgresSession.Open(database.AsLogin);
        var thisMonth = new DateTimeOffset(TimeProvider.System.GetUtcNow().Year, TimeProvider.System.GetUtcNow().Month, 1, 0, 0, 0, ChinaTime.Offset).ToUnixTimeMilliseconds();
        Should.Throw<PostgresException>(() => session.Execute($"SELECT replace_readings_month({thisMonth}, '{{}}', '{{}}', '{{}}')")).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_month_that_another_owner_forgot_takes_readings_again_whatever_is_written_with_them(int writes)
    {
        var database = await cluster.FreshDatabase();
        await using var here = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        await using var there = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        await here.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", LastYear(1), "1"), Sample.Reading("w01009", LastYear(3), "3")));
        await there.Retention.ForgetRaw(LastYear(2), TimeSpan.FromHours(4));
        Rows(database, "SELECT text FROM readings").ShouldBe(["3"]);

        await Eventually.Ends(Task.WhenAll(Enumerable.Range(0, writes).Select(i => here.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", LastYear(1).AddDays(i), "late"))))));

        Rows(database, "SELECT count(*) FROM readings WHERE text = 'late'").ShouldBe([$"{writes}"]);
    }

    [Fact]
    public async Task A_clock_that_wandered_into_the_past_makes_a_partition_a_year_and_its_months_are_forgotten()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        static DateTimeOffset Start(int year, int month) => new(year, month, 2, 0, 0, 0, ChinaTime.Offset);

        for (var year = 1998; year < 2010; year++)
        {
            await store.Stations.Commit(Sample.Writes(A, [.. Enumerable.Range(1, 12).Select(month => Sample.Reading("w01009", Start(year, month), $"{month}"))]));
        }

        Rows(database, "SELECT DISTINCT tableoid::regclass::text FROM readings ORDER BY 1").ShouldBe([.. Enumerable.Range(2000, 10).Select(y => $"readings_{y}"), "readings_before_2000"]);

        var gone = await store.Retention.ForgetRaw(Start(2008, 7), TimeSpan.FromHours(4));

        gone.Readings.ShouldBe((10 * 12) + 6);
        Rows(database, "SELECT tableoid::regclass::text || ' ' || count(*) FROM readings GROUP BY tableoid ORDER BY 1").ShouldBe(["readings_2008 6", "readings_2009 12"]);
        Rows(database, "SELECT count(*) FROM pg_class WHERE relname ~ '^readings_200[0-7]$'").ShouldBe(["0"]);
    }

    [Fact]
    public async Task A_wandering_clock_makes_a_partition_a_year_and_the_newest_values_are_found_in_them()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        DateTimeOffset Start(int year, int month) => new(year, month, 2, 0, 0, 0, ChinaTime.Offset);

        for (var year = 2040; year < 2060; year++)
        {
            await store.Stations.Commit(Sample.Writes(A, [.. Enumerable.Range(1, 12).Select(month => Sample.Reading("w01009", Start(year, month), $"{month}"))]));
        }

        Rows(database, "SELECT DISTINCT tableoid::regclass::text FROM readings ORDER BY 1").ShouldBe(Enumerable.Range(2040, 20).Select(y => $"readings_{y}"));
        (await store.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Key.Start.ShouldBe(Start(2059, 12));
        (await store.Stations.Load(A.Station.Id)).LastReceivedAt.ShouldBe(Sample.Noon);
        (await store.Stations.ListActivity()).ShouldHaveSingleItem().LastReceivedAt.ShouldBe(Sample.Noon);
    }

    [Fact]
    public async Task A_year_that_has_come_near_is_split_into_its_months_and_keeps_its_readings()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        var now = TimeProvider.System.GetUtcNow();
        var (first, last) = (new DateTimeOffset(now.Year, 1, 2, 0, 0, 0, ChinaTime.Offset), new DateTimeOffset(now.Year, 12, 2, 0, 0, 0, ChinaTime.Offset));
        using (var owner = PostgresSession.Open(database.AsOwner))
        {
            // As a clock that was ahead left it, years ago.
            owner.Execute($"CREATE TABLE readings_{now.Year} (LIKE readings INCLUDING ALL)");
            owner.Execute($"ALTER TABLE readings ATTACH PARTITION readings_{now.Year} FOR VALUES FROM ({first.AddDays(-1).ToUnixTimeMilliseconds()}) TO ({first.AddDays(-1).AddYears(1).ToUnixTimeMilliseconds()})");
            owner.Execute($"INSERT INTO readings VALUES (1, {first.ToUnixTimeMilliseconds()}, 1, '7', 7, 'N', '', 0, 1, 1, 0, 0)");
        }

        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", last, "8")));

        Rows(database, "SELECT tableoid::regclass::text || ' ' || text FROM readings ORDER BY start").ShouldBe([$"readings_{now.Year}_01 7", $"readings_{now.Year}_12 8"]);
    }

    [Fact]
    public async Task Stations_do_not_wait_for_slow_questions_and_who_does_not_wait_any_more_is_told_at_once()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        await store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        using var other = PostgresSession.Open(database.AsOwner);
        using var transaction = other.Connection.BeginTransaction();
        other.Execute("LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
        using var cancellation = new CancellationTokenSource();
        var slow = Enumerable.Range(0, 20).Select(_ => store.Users.Find("admin", cancellation.Token)).ToList();
        await Eventually.True(() => Rows(database, Waiting).Count > 1);

        (await Eventually.Ends(store.Stations.Load(A.Station.Id))).LastReceivedAt.ShouldBe(Sample.Noon);

        await cancellation.CancelAsync();
        foreach (var question in slow)
        {
            await Should.ThrowAsync<OperationCanceledException>(() => Eventually.Ends(question));
        }

        transaction.Rollback();
        (await Eventually.Ends(store.Users.Find("admin"))).ShouldBeNull();
    }

    [Fact]
    public async Task A_series_that_another_owner_enters_at_the_same_time_is_one_series_and_no_write_is_lost()
    {
        var database = await cluster.FreshDatabase();
        await using var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        await store.Stations.Commit(Sample.Writes(A));
        using var other = PostgresSession.Open(database.AsLogin);
        using var transaction = other.Connection.BeginTransaction();
        other.Execute("INSERT INTO series (station, parameter, kind, length_ms, source, high_water, newest) SELECT no, 'w01009', 0, 0, 0, 0, 0 FROM stations");

        var write = store.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1")));
        await Eventually.True(() => Rows(database, Waiting).Count == 1);
        transaction.Commit();
        await Eventually.Ends(write);

        Rows(database, "SELECT count(*) FROM series").ShouldBe(["1"]);
        (await store.Queries.Latest(A.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Text.ShouldBe("8.1");
    }

    [Fact]
    public void A_lost_race_for_a_key_and_a_text_that_cannot_be_kept_are_told_from_a_store_that_cannot_write()
    {
        StoreFault.IsLostRace(Fault(PostgresErrorCodes.UniqueViolation)).ShouldBeTrue();
        StoreFault.IsOfTheStore(Fault(PostgresErrorCodes.UniqueViolation)).ShouldBeFalse();
        StoreFault.IsLostRace(Fault(PostgresErrorCodes.CheckViolation)).ShouldBeFalse();
        StoreFault.IsOfTheStore(Fault(PostgresErrorCodes.CheckViolation)).ShouldBeFalse();
        StoreFault.IsOfTheStore(Fault(PostgresErrorCodes.CharacterNotInRepertoire)).ShouldBeFalse();
        StoreFault.IsOfAText(Fault(PostgresErrorCodes.CharacterNotInRepertoire)).ShouldBeTrue();

        static PostgresException Fault(string state) => new("no", "ERROR", "ERROR", state);
    }

    [Fact]
    public async Task Owners_that_take_gateways_in_different_orders_wait_for_each_other_without_a_deadlock()
    {
        var database = await cluster.FreshDatabase();
        await using var one = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        await using var two = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock(), StoreOwnership.Shared);
        for (var gateway = 0; gateway < 20; gateway++)
        {
            await one.Stations.RecordReceived($"g{gateway}", [new SequenceRange(1, 1)]);
        }

        await Eventually.Ends(Task.WhenAll(Enumerable.Range(1, 400).SelectMany(n => new[]
        {
            one.Stations.RecordReceived($"g{n % 20}", [new SequenceRange(2 * n, 2 * n)]), two.Stations.RecordReceived($"g{19 - (n % 20)}", [new SequenceRange((2 * n) + 1, (2 * n) + 1)]),
        })));

        Rows(database, "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").ShouldBe(["0"]);
        Rows(database, "SELECT sum(last - first + 1) FROM gateway_ranges").ShouldBe(["820"]);
    }

    [Fact]
    public Task A_station_that_came_by_itself_is_noticed_by_the_other_owners() =>
        IsNoticedByTheOther(here => here.Stations.Commit(Sample.Writes(A, Sample.Reading("w01009", Sample.Noon, "8.1"))));

    [Fact]
    public Task Owners_that_share_a_store_notice_each_others_changes_of_the_registry() => IsNoticedByTheOther(here => here.Registry.Upsert(A.Section!));

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

    private async Task IsNoticedByTheOther(Func<PostgresMonitoringStore, Task> change)
    {
        var database = await cluster.FreshDatabase();
        await using var here = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        await using var there = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, TimeProvider.System, StoreOwnership.Shared);
        // Both have begun to listen: that itself is a change.
        await Eventually.True(() => here.Stations.RegistryVersion > 0 && there.Stations.RegistryVersion > 0);
        var before = there.Stations.RegistryVersion;

        await change(here);

        await Eventually.True(() => there.Stations.RegistryVersion > before);
    }

    // Long enough ago for retention, and near enough for a partition of its own.
    private static DateTimeOffset LastYear(int month) => new(TimeProvider.System.GetUtcNow().Year - 1, month, 1, 0, 0, 0, ChinaTime.Offset);

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
