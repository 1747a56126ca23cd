using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Silo.Import;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;

namespace Monitoring.Silo.Tests.Import;

/// <summary>A silo with the registry in its store, into which files are imported.</summary>
internal sealed class ImportedSilo : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 11, 22, 10, 0, 0, ChinaTime.Offset);

    private ImportedSilo(Func<TimeProvider, IMonitoringStore>? store) => Silo = new SiloUnderTest(Now, store: store);

    public SiloUnderTest Silo { get; }

    /// <param name="store">Opens another store than a file.</param>
    public static async Task<ImportedSilo> Start(Func<TimeProvider, IMonitoringStore>? store = null)
    {
        var imported = new ImportedSilo(store);
        await imported.Silo.Store.Registry.EnterAbsent(RegistrySeed.Of(Now, 2));
        return imported;
    }

    public async Task<ImportResult> Import(string kind, byte[] content, IProgress<ImportProgress>? progress = null) =>
        await new ImportRun(Silo.Ingest, Silo.Clock).Deliver(ImportFile.Read(kind, content, Silo.Clock.GetUtcNow()), progress ?? new Progress<ImportProgress>(), default);

    public Task<ImportResult> Import(string kind, string text) => Import(kind, Encoding.UTF8.GetBytes(text));

    public async Task<RegisteredStation> Section(string province, string name) =>
        (await Stations(new StationFilter(province))).Single(s => s.Section?.Name == name);

    public async Task<IReadOnlyList<RegisteredStation>> Stations(StationFilter filter) => (await Silo.Store.Registry.List(filter, cursor: null, limit: 10_000)).Items;

    /// <summary>Every row of every table, as one hash per table.</summary>
    public Dictionary<string, string> Dump()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Silo.Folder, SqliteMonitoringStore.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Strings(connection, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").ToDictionary(t => t, t => Hash(Rows(connection, t)));
    }

    public long Count(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Silo.Folder, SqliteMonitoringStore.FileName)};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }

    public ValueTask DisposeAsync() => Silo.DisposeAsync();

    private static string Hash(IEnumerable<string> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var row in rows.Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(row + "\n"));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }

    private static IEnumerable<string> Rows(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using var reader = command.ExecuteReader();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            yield return string.Join('\u001f', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)));
        }
    }

    private static List<string> Strings(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<string>();
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
