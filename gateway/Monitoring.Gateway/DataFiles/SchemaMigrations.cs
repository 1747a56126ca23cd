using System.Globalization;
using System.Reflection;
using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// The numbered scripts of one file, embedded as <c>Migrations/0001_name.sql</c>, and their application: each in one
/// transaction with the row in <c>schema_migrations</c> that records it.
/// </summary>
internal sealed class SchemaMigrations
{
    private readonly List<Script> scripts;

    private SchemaMigrations(List<Script> scripts) => this.scripts = scripts;

    public int Newest => scripts[^1].Number;

    public static SchemaMigrations Of(Assembly assembly, string feature)
    {
        var prefix = feature + ".Migrations.";
        var found = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Script.Read(assembly, name, prefix))
            .OrderBy(script => script.Number)
            .ToList();
        return found.Count > 0 && found.Index().All(s => s.Item.Number == s.Index + 1)
            ? new SchemaMigrations(found)
            : throw new InvalidOperationException($"the migrations of {feature} are not numbered 1, 2, 3 …");
    }

    /// <exception cref="GatewayException">The file is newer than this program, or of another kind.</exception>
    public void Apply(SqliteConnection connection, string path, TimeProvider clock)
    {
        connection.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (number INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_ms INTEGER NOT NULL) STRICT");
        var applied = Applied(connection);
        foreach (var (script, name) in scripts.Zip(applied))
        {
            if (!string.Equals(script.Name, name, StringComparison.Ordinal))
            {
                throw new GatewayException($"the data file {path} is of another kind: its schema {script.Number} is '{name}', here it is '{script.Name}'");
            }
        }

        if (applied.Count > scripts.Count)
        {
            throw new GatewayException($"the data file {path} was written by a newer version (schema {applied.Count}, this program knows {Newest}); start that version, or restore the file from before the upgrade");
        }

        foreach (var script in scripts.Skip(applied.Count))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(script.Sql);
            using var record = connection.Prepared("INSERT INTO schema_migrations VALUES ($number, $name, $applied)", "$number", "$name", "$applied");
            record.With(script.Number, script.Name, clock.GetUtcNow().ToUnixTimeMilliseconds()).ExecuteNonQuery();
            transaction.Commit();
        }
    }

    private static List<string> Applied(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM schema_migrations ORDER BY number";
        using var reader = command.ExecuteReader();
        var names = new List<string>();
        while (reader.Read())
        {
            names.Add(reader.GetString(0));
        }

        return names;
    }

    private sealed record Script(int Number, string Name, string Sql)
    {
        public static Script Read(Assembly assembly, string resource, string prefix)
        {
            using var text = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            var name = resource[prefix.Length..^".sql".Length];
            return new Script(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, text.ReadToEnd());
        }
    }
}
