using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Postgres;

/// <summary>The store of a database server: the same tables and statements as the file's, readings in a partition a month.</summary>
public sealed class PostgresMonitoringStore : RelationalStore
{
    // Of each kind: together with the writer a process has nine connections, and a listener's where it shares the stations.
    private const int Readers = 4;

    private readonly PostgresDatabase database;
    private readonly PostgresReaders readers;
    private readonly PostgresReaders stationReaders;
    private readonly PostgresWriter writer;
    private readonly RegistryListener? listener;

    private PostgresMonitoringStore(
        PostgresDatabase database, PostgresReaders readers, PostgresReaders stationReaders, PostgresWriter writer, StoreOwnership ownership, TimeProvider clock)
        : base(readers, stationReaders, writer, hasMonths: true, clock)
    {
        this.database = database;
        this.readers = readers;
        this.stationReaders = stationReaders;
        this.writer = writer;
        listener = ownership is StoreOwnership.Shared ? new RegistryListener(database, NoticeRegistry, clock) : null;
    }

    /// <summary>Opens the store of a database as an owner of its stations, creating or migrating the tables.</summary>
    /// <param name="database">With the login of the running program, which needs no right to change tables.</param>
    /// <param name="migrator">The same database with the role that owns the tables; null where the login does.</param>
    /// <exception cref="StoreUnavailableException">Not there, in use by another process, or not of this version and not to be migrated by this role.</exception>
    public static PostgresMonitoringStore Open(
        PostgresDatabase database, PostgresDatabase? migrator, TimeProvider clock, StoreOwnership ownership = StoreOwnership.Exclusive)
    {
        PostgresMigrations.Apply(migrator ?? database, migrator is null ? null : database.Login, clock);
        return Opened(database, ownership, clock);
    }

    /// <summary>
    /// Opens the store that another process owns: neither locked nor migrated. Null while that process has not brought it to this
    /// version's schema, or has not given this login its rights.
    /// </summary>
    /// <exception cref="StoreUnavailableException">The server does not answer, or a newer version wrote the tables.</exception>
    public static PostgresMonitoringStore? OpenBeside(PostgresDatabase database, TimeProvider clock) =>
        IsOfThisVersion(database) ? Opened(database, StoreOwnership.Beside, clock) : null;

    private protected override StoreStatus Describe(ISession session)
    {
        var open = (PostgresSession)session;
        var (fsync, synchronous) = (open.Setting("fsync"), open.Setting("synchronous_commit"));
        return new StoreStatus(
            database.Place,
            $"PostgreSQL {open.Setting("server_version")}",
            PostgresMigrations.Newest,
            $"fsync {fsync}, synchronous_commit {synchronous}",
            SyncsEveryCommit: fsync == "on" && synchronous != "off",
            0, 0, 0, 0);
    }

    private protected override void Close()
    {
        listener?.Dispose();
        readers.Dispose();
        stationReaders.Dispose();
        writer.Dispose();
    }

    private static bool IsOfThisVersion(PostgresDatabase database)
    {
        try
        {
            using var session = PostgresSession.Open(database);
            return PostgresMigrations.VersionOf(session, database) == PostgresMigrations.Newest;
        }
        catch (Npgsql.NpgsqlException e)
        {
            throw database.Unavailable(e);
        }
    }

    private static PostgresMonitoringStore Opened(PostgresDatabase database, StoreOwnership ownership, TimeProvider clock)
    {
        var connected = new PostgresWriter(database, ownership);
        connected.Connect();
        return new PostgresMonitoringStore(database, new PostgresReaders(database, "reader", Readers), new PostgresReaders(database, "station reader", Readers), connected, ownership, clock);
    }
}
