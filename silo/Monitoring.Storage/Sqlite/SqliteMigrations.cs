namespace Monitoring.Storage.Sqlite;

/// <summary>Brings a file to the schema of this version, one numbered step after another, each in its own transaction.</summary>
internal static class SqliteMigrations
{
    private static readonly IReadOnlyList<MigrationScript> All = MigrationScript.Of("Sqlite");

    public static int Newest => All[^1].Version;

    public static void Apply(SqliteSession session, string path, TimeProvider clock)
    {
        session.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT");
        var version = VersionOf(session, path);
        foreach (var migration in All.Where(m => m.Version > version))
        {
            session.Execute("BEGIN IMMEDIATE");
            try
            {
                session.Execute(migration.Sql);
                session.Prepare("INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)")
                    .Bind(migration.Version).Bind(migration.Name).Bind(clock.GetUtcNow()).Run();
                session.Execute("COMMIT");
            }
            catch
            {
                session.Rollback();
                throw;
            }
        }
    }

    /// <summary>The schema that a file has; 0 when nobody has made one.</summary>
    /// <exception cref="StoreUnavailableException">A newer version of this program made it.</exception>
    public static int VersionOf(SqliteSession session, string path)
    {
        if (session.Scalar("SELECT 1 FROM sqlite_schema WHERE name = 'schema_migrations'").Length == 0)
        {
            return 0;
        }

        var version = int.Parse(session.Scalar("SELECT coalesce(max(version), 0) FROM schema_migrations"));
        return version <= Newest
            ? version
            : throw new StoreUnavailableException(
                $"{path} was written by a newer version of this program (schema {version}, this one knows {Newest}): start that version, or choose another data folder");
    }
}
