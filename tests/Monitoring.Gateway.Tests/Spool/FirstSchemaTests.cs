using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

/// <summary>A spool file as the first version wrote it; every later version must open it with nothing lost.</summary>
public sealed class FirstSchemaTests : IDisposable
{
    // Frozen: this text describes files that are out there, not what the program would write today.
    private const string FirstSchema =
        """
        CREATE TABLE schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_ms INTEGER NOT NULL) STRICT;
        CREATE TABLE gateway (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), id TEXT NOT NULL, released_through INTEGER NOT NULL) STRICT;
        CREATE TABLE message (sequence INTEGER PRIMARY KEY, enqueued_ms INTEGER NOT NULL, station TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
        CREATE TABLE opening (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), is_open INTEGER NOT NULL) STRICT;
        INSERT INTO schema_migrations VALUES (1, '0001_spool', 1795000000000);
        INSERT INTO gateway VALUES (1, 'g-1nh3rw0qm2x8k4vt', 41);
        INSERT INTO opening VALUES (1, 0);
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Opens_with_its_name_rows_and_numbers()
    {
        Write(FirstSchema);

        await using var spool = await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), TimeProvider.System);

        spool.GatewayId.ShouldBe("g-1nh3rw0qm2x8k4vt");
        spool.All().Select(row => (row.Sequence, Messages.NumberOf(row))).ShouldBe([(40, 7)]);
        (await spool.Append(8)).ShouldBe(42);
    }

    [Fact]
    public async Task Has_its_level_counted_and_its_rows_go_on_without_a_check()
    {
        Write(FirstSchema);

        await using var spool = await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), TimeProvider.System);

        spool.PendingRows.ShouldBe(1);
        spool.PendingBytes.ShouldBe(UplinkWire.Write(Messages.Numbered(7)).Length + TelemetrySpool.RowOverheadBytes);
        spool.All().ShouldHaveSingleItem().IsIntact.ShouldBeTrue();
    }

    [Fact]
    public async Task Is_brought_to_what_a_new_file_has()
    {
        Write(FirstSchema);
        foreach (var name in new[] { "new.db", "spool.db" })
        {
            await using (await TelemetrySpool.Open(folder[name], new SpoolOptions(), TimeProvider.System))
            {
            }
        }

        Columns("spool.db").ShouldBe(Columns("new.db"));
    }

    [Fact]
    public async Task Gives_up_no_readable_row_when_it_is_damaged_as_well()
    {
        Write(FirstSchema);
        using (var connection = new SqliteConnection($"Data Source={folder["spool.db"]};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = 9999 WHERE name = 'opening'");
        }

        await using var spool = await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), TimeProvider.System);

        spool.Status.File.Damage.ShouldNotBeNull().RowsKept.ShouldBe(1);
        spool.All().Select(row => (row.Sequence, Messages.NumberOf(row))).ShouldBe([(40, 7)]);
    }

    private void Write(string schema)
    {
        using var connection = new SqliteConnection($"Data Source={folder["spool.db"]};Pooling=False");
        connection.Open();
        connection.Execute(schema);
        using var insert = connection.Prepared("INSERT INTO message VALUES (40, 1795000000000, 'CQ-01', $bytes)", "$bytes");
        insert.With(UplinkWire.Write(Messages.Numbered(7))).ExecuteNonQuery();
    }

    private List<string> Columns(string name)
    {
        using var connection = new SqliteConnection($"Data Source={folder[name]};Pooling=False");
        connection.Open();
        using var command = connection.Prepared("SELECT m.name || '.' || c.name || ' ' || c.type FROM sqlite_schema m, pragma_table_info(m.name) c WHERE m.type = 'table' ORDER BY 1");
        using var reader = command.ExecuteReader();
        var columns = new List<string>();
        while (reader.Read())
        {
            columns.Add(reader.GetString(0));
        }

        return columns;
    }
}
