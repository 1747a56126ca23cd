using Monitoring.Contracts;
using Monitoring.Storage.Alerts;
using Monitoring.Storage.Moving;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>A data folder's store into a database: whole, compared, and to be stopped anywhere.</summary>
public sealed class StoreMoveTests(PostgresCluster cluster) : IDisposable
{
    private static readonly RegisteredStation A = Sample.Station("A");
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_table_and_column_of_one_store_is_in_the_other()
    {
        await SqliteMonitoringStore.Open(folder.Path, Sample.Clock()).DisposeAsync();
        var database = await cluster.FreshDatabase();
        using var file = SqliteSession.OpenReader(folder[SqliteMonitoringStore.FileName]);
        using var server = PostgresSession.Open(database.AsOwner);
        var tables = Names(file, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migrations' ORDER BY name");

        TableShape.All.Concat(TableShape.LeftBehind).Order(StringComparer.Ordinal).ShouldBe(tables);
        foreach (var table in tables)
        {
            var columns = TableShape.Of(server, table).Columns.Select(c => $"{table}.{c.Name}").Order(StringComparer.Ordinal);
            columns.ShouldBe(Names(file, $"SELECT '{table}.' || name FROM pragma_table_info('{table}')"));
        }
    }

    [Fact]
    public async Task Everything_is_there_afterwards_and_the_system_goes_on_from_it()
    {
        await Fill();
        var database = await cluster.EmptyDatabase();

        var tables = Move(database);

        tables.ShouldAllBe(t => t.IsSame);
        tables.Select(t => t.Name).ShouldBe(TableShape.All);
        tables.Where(t => t.Rows == 0).ShouldBeEmpty("every table has something to move");
        await using var file = SqliteMonitoringStore.Open(folder.Path, Sample.Clock());
        await using var server = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock());
        (await server.Queries.Readings(Range(), null, 1000)).Items.Select(h => (h.Current, h.Superseded.Count))
            .ShouldBe((await file.Queries.Readings(Range(), null, 1000)).Items.Select(h => (h.Current, h.Superseded.Count)));
        (await server.Certificates.Find("issued")).ShouldBe("{}");
        (await server.Alerts.Timeline("1")).ShouldBe(await file.Alerts.Timeline("1"));

        // Numbers go on after the greatest that was moved.
        await server.Stations.Commit(Sample.Writes(Sample.Station("NEW"), Sample.Reading("w99999", Sample.Noon, "1") with { Origin = new ReadingOrigin(Sample.Noon, "another gateway", 1) }));
        await server.Audit.Add(new AuditEntry(0, Sample.Noon, "admin", "after", "", ""));
        (await server.Audit.List(null, 1)).Items.ShouldHaveSingleItem().Action.ShouldBe("after");
    }

    [Fact]
    public async Task Stopped_anywhere_it_goes_on_and_no_system_starts_before_its_end()
    {
        await Fill();
        var database = await cluster.EmptyDatabase();
        var stops = 0;
        IReadOnlyList<MovedTable>? tables = null;
        while (tables is null)
        {
            using var stop = new CancellationTokenSource();
            var copied = 0;
            try
            {
                // Two pieces more than the last time, and the plug is pulled.
                tables = StoreMove.Run(folder.Path, database.AsOwner, PostgresCluster.Login, Sample.Clock(), (_, _) => copied = Count(copied + 1, stop), stop.Token, rowsAtOnce: 3);
            }
            catch (OperationCanceledException)
            {
                stops++;
                Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock())).Message.ShouldContain("has not ended");
            }
        }

        stops.ShouldBeGreaterThan(5);
        tables.ShouldAllBe(t => t.IsSame);
        await PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()).DisposeAsync();

        static int Count(int copied, CancellationTokenSource stop)
        {
            if (copied == 2)
            {
                stop.Cancel();
            }

            return copied;
        }
    }

    [Fact]
    public async Task A_folder_that_was_used_between_two_pieces_is_found_out()
    {
        await Fill();
        var database = await cluster.EmptyDatabase();
        using var stop = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => StoreMove.Run(
            folder.Path, database.AsOwner, null, Sample.Clock(), (table, _) => CancelAt("readings", table, stop), stop.Token));
        await using (var store = SqliteMonitoringStore.Open(folder.Path, Sample.Clock()))
        {
            await store.Registry.Upsert(A.Station with { Name = "changed meanwhile" });
        }

        var tables = Move(database);

        tables.Where(t => !t.IsSame).Select(t => t.Name).ShouldBe(["stations"]);
        Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.Open(database.AsOwner, migrator: null, Sample.Clock())).Message.ShouldContain("has not ended");

        static void CancelAt(string wanted, string table, CancellationTokenSource stop)
        {
            if (table == wanted)
            {
                stop.Cancel();
            }
        }
    }

    [Fact]
    public async Task A_running_folder_a_folder_without_a_store_and_a_database_with_a_system_are_refused()
    {
        var database = await cluster.FreshDatabase();
        Refusal().ShouldContain("holds no monitoring.db");
        await using (SqliteMonitoringStore.Open(folder.Path, Sample.Clock()))
        {
            Refusal().ShouldContain("in use by another process");
        }

        await using (var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await store.Stations.Commit(Sample.Writes(A));
        }

        Refusal().ShouldContain("holds a system already");

        string Refusal() => Should.Throw<StoreUnavailableException>(() => Move(database)).Message;
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_is_one_line_and_leaves_the_database_to_another_move()
    {
        var database = await cluster.EmptyDatabase();
        await File.WriteAllTextAsync(folder[SqliteMonitoringStore.FileName], new string('x', 5000), TestContext.Current.CancellationToken);

        var refusal = Should.Throw<StoreUnavailableException>(() => Move(database)).Message;

        refusal.ShouldContain(SqliteMonitoringStore.FileName);
        refusal.ShouldNotContain("\n");
        File.Delete(folder[SqliteMonitoringStore.FileName]);
        await Fill();
        Move(database).ShouldAllBe(t => t.IsSame);
    }

    [Fact]
    public async Task A_database_that_is_refused_leaves_the_folder_as_it_was()
    {
        await Fill();
        var database = await cluster.FreshDatabase();
        await using (var store = PostgresMonitoringStore.Open(database.AsLogin, migrator: null, Sample.Clock()))
        {
            await store.Stations.Commit(Sample.Writes(A));
        }

        using (var file = SqliteSession.OpenWriter(folder[SqliteMonitoringStore.FileName]))
        {
            file.Execute("DELETE FROM schema_migrations WHERE version > 6");
        }

        Should.Throw<StoreUnavailableException>(() => Move(database)).Message.ShouldContain("holds a system already");

        using var after = SqliteSession.OpenReader(folder[SqliteMonitoringStore.FileName]);
        Names(after, "SELECT max(version) || '' FROM schema_migrations").ShouldBe(["6"]);
    }

    [Fact]
    public async Task A_process_beside_the_database_and_a_move_keep_each_other_out()
    {
        await Fill();
        var database = await cluster.FreshDatabase();
        await using (PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock()))
        {
            Should.Throw<StoreUnavailableException>(() => Move(database)).Message.ShouldContain("beside its owner");
        }

        var refusals = new List<string>();
        var tables = StoreMove.Run(
            folder.Path,
            database.AsOwner,
            PostgresCluster.Login,
            Sample.Clock(),
            (table, _) =>
            {
                if (table == "users")
                {
                    refusals.Add(Should.Throw<StoreUnavailableException>(() => PostgresMonitoringStore.OpenBeside(database.AsLogin, Sample.Clock())).Message);
                }
            },
            CancellationToken.None);

        refusals.ShouldHaveSingleItem().ShouldContain("under way");
        tables.ShouldAllBe(t => t.IsSame);
    }

    [Fact]
    public async Task A_text_that_PostgreSQL_does_not_keep_is_named_with_its_table_and_key()
    {
        await Fill();
        await using (var store = SqliteMonitoringStore.Open(folder.Path, Sample.Clock()))
        {
            await store.Users.Upsert(new User("odd\0name", "hash", ["admin"], Sample.Noon));
        }

        var refusal = Should.Throw<StoreUnavailableException>(() => Move(cluster.EmptyDatabase().GetAwaiter().GetResult())).Message;

        refusal.ShouldContain("users");
        refusal.ShouldContain("odd\\u0000name");
        refusal.ShouldContain("U+0000");
    }

    private static ReadingRange Range() => new(A.Station.Id, ParameterCode.Parse("w01009"), Sample.Noon.AddYears(-1), Sample.Noon.AddYears(1));

    private static List<string> Names(SqliteSession session, string sql)
    {
        using var rows = session.Statement(sql);
        var read = new List<string>();
        while (rows.Step())
        {
            read.Add(rows.Text(0));
        }

        read.Sort(StringComparer.Ordinal);
        return read;
    }

    private IReadOnlyList<MovedTable> Move(PostgresTestDatabase database) =>
        StoreMove.Run(folder.Path, database.AsOwner, PostgresCluster.Login, Sample.Clock(), (_, _) => { }, CancellationToken.None);

    // Something in every table, times of several months, values and texts that are easily lost on the way.
    private async Task Fill()
    {
        await using var store = SqliteMonitoringStore.Open(folder.Path, Sample.Clock());
        var readings = Enumerable.Range(0, 20).Select(i => Sample.Reading("w01009", Sample.Noon.AddDays(-7 * i), i == 3 ? "东风 0.30L" : $"{i}.10", sequence: i + 1)).ToArray();
        var alert = new AlertFinding("1", A.Station.Id, AlertKind.SectionAboveTarget, "rule", AlertLevel.Blue, "w01009", "1.20", null, null, Sample.Noon, Sample.Noon, Sample.Noon, null, null);
        await store.Stations.Commit(Sample.Writes(A, readings) with
        {
            Superseded = [Sample.Reading("w01009", Sample.Noon, "9.9", flag: "D"), Sample.Reading("w01009", Sample.Noon, "")],
            Aggregates = [Sample.Hour("w01009", Sample.Noon, 0.300m), Sample.Hour("w01009", Sample.Noon.AddHours(1), 1m / 3)],
            Verdicts = [Sample.Verdict(A, Sample.Noon, "place")],
            Certificates = [new SupersededCertificate("earlier", VerdictKind.Instant, Sample.Noon, "{\"a\":1}")],
            Alerts = [new AlertChange(alert, [new AlertEntry(Sample.Noon, AlertAction.Raised, AlertEntry.System, null, "blue")])],
            Watches = [new AlertWatch(AlertKind.SectionAboveTarget, "so far")],
        });
        foreach (var id in Enumerable.Range(0, 8))
        {
            await store.Stations.Commit(Sample.Writes(Sample.Station($"S{id}", kind: id % 2 == 0 ? StationKind.Air : StationKind.Water), Sample.Reading("a21026", Sample.Noon, "7", gateway: $"gw-{id}")));
        }

        await store.Stations.RecordReceived("gw", [new SequenceRange(1, 5), new SequenceRange(9, 9)]);
        await store.Certificates.Keep([new IssuedCertificate("issued", "{}")]);
        await store.Users.Upsert(new User("admin", "hash", ["admin"], Sample.Noon));
        await store.Users.Upsert(new ApiToken("t", "hash", "east", "gateway", Sample.Noon, Sample.Noon));
        await store.Audit.Add(new AuditEntry(0, Sample.Noon, "admin", "before", "", "a\nb"));
    }
}
