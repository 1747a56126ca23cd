using System.Reflection;
using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>Brings a database to the schema of this version, one numbered step after another: all of them and the rights, or nothing.</summary>
internal static class PostgresMigrations
{
    private static readonly IReadOnlyList<MigrationScript> All = MigrationScript.Of("Postgres");

    public static int Newest => All[^1].Version;

    /// <param name="owner">Who may change the tables.</param>
    /// <param name="login">Who gets rights on them; null where the owner itself goes on.</param>
    /// <exception cref="StoreUnavailableException">It cannot be migrated by this role, or was by a newer version.</exception>
    public static void Apply(PostgresDatabase owner, string? login, TimeProvider clock)
    {
        try
        {
            using var session = PostgresSession.Open(owner.WithoutTimeout());
            RefuseOtherEncodings(session, owner);
            PostgresLocks.TakeMigration(session);
            var version = VersionOf(session, owner) ?? throw new StoreUnavailableException(
                $"{owner.Login} has no rights on the tables in {owner.Place}: name their owner for this start in Storage:Postgres:MigrationConnectionString, and it gives them");
            // Who looks from beside sees nothing of it, or a schema that it may read.
            using var transaction = session.Connection.BeginTransaction();
            if (version < Newest)
            {
                Migrate(session, version, clock);
            }

            if (login is not null)
            {
                session.Execute(Grants(login));
            }

            transaction.Commit();
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new StoreUnavailableException(
                $"{owner.Place} has not the schema of this version ({Newest}) and {owner.Login} may not make it: {e.MessageText}; name the owner for this start in Storage:Postgres:MigrationConnectionString", e);
        }
        catch (NpgsqlException e)
        {
            throw owner.Unavailable(e);
        }
    }

    /// <summary>The schema that a database has; 0 when nobody has made one, null when this role has no rights on it (yet).</summary>
    /// <exception cref="StoreUnavailableException">A newer version of this program made it.</exception>
    public static int? VersionOf(PostgresSession session, PostgresDatabase database)
    {
        // Looked up in the catalogue, which answers whoever has no rights on the schema yet.
        using (var table = session.Prepare("SELECT has_schema_privilege(n.oid, 'USAGE') AND has_table_privilege(c.oid, 'SELECT') FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ? AND c.relname = 'schema_migrations'")
            .Bind(PostgresDatabase.Schema))
        {
            if (!table.Step())
            {
                return 0;
            }

            if (!table.Bool(0))
            {
                return null;
            }
        }

        using var row = session.Prepare("SELECT coalesce(max(version), 0) FROM schema_migrations");
        row.Step();
        var version = (int)row.Int64(0);
        return version <= Newest
            ? version
            : throw new StoreUnavailableException(
                $"{database.Place} was written by a newer version of this program (schema {version}, this one knows {Newest}): start that version, or choose another database");
    }

    /// <summary>Names of stations and people would fail one by one, years later.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot hold every text.</exception>
    public static void RefuseOtherEncodings(PostgresSession session, PostgresDatabase database)
    {
        if (session.Setting("server_encoding") is var encoding and not "UTF8")
        {
            throw new StoreUnavailableException($"{database.Place} is encoded in {encoding}: make it with ENCODING 'UTF8' TEMPLATE template0");
        }
    }

    /// <exception cref="StoreUnavailableException">A move into the database was begun and has not ended.</exception>
    public static void RefuseHalfMoved(PostgresSession session, PostgresDatabase database)
    {
        using var row = session.Prepare("SELECT source FROM moved_tables LIMIT 1");
        if (row.Step())
        {
            throw new StoreUnavailableException($"the move of {row.Text(0)} into {database.Place} has not ended: run it again");
        }
    }

    private static void Migrate(PostgresSession session, int version, TimeProvider clock)
    {
        session.Execute($"CREATE SCHEMA IF NOT EXISTS {PostgresDatabase.Schema}");
        session.Execute("CREATE TABLE IF NOT EXISTS schema_migrations (version integer PRIMARY KEY, name text NOT NULL, applied_at bigint NOT NULL)");
        foreach (var migration in All.Where(m => m.Version > version))
        {
            session.Execute(migration.Sql);
            session.Prepare("INSERT INTO schema_migrations (version, name, applied_at) VALUES (?, ?, ?)")
                .Bind(migration.Version).Bind(migration.Name).Bind(clock.GetUtcNow()).Run();
        }
    }

    private static string Grants(string login)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream("Monitoring.Storage.Postgres.grants.sql")!);
        return reader.ReadToEnd().Replace("{login}", $"\"{login.Replace("\"", "\"\"", StringComparison.Ordinal)}\"", StringComparison.Ordinal);
    }
}
