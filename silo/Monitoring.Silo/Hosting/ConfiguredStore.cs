using Microsoft.Extensions.Configuration;
using Monitoring.Storage;
using Monitoring.Storage.Postgres;
using Monitoring.Storage.Sqlite;

namespace Monitoring.Silo.Hosting;

/// <summary>The store that the configuration names, checked before anything is opened.</summary>
public sealed class ConfiguredStore
{
    private readonly PostgresDatabase? database;
    private readonly PostgresDatabase? migrator;

    private ConfiguredStore(PostgresDatabase? database, PostgresDatabase? migrator)
    {
        this.database = database;
        this.migrator = migrator;
    }

    /// <exception cref="StartFailure">The section contradicts itself; one line says how.</exception>
    public static ConfiguredStore Of(IConfiguration configuration)
    {
        var options = configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
        try
        {
            return options.Kind.ToLowerInvariant() switch
            {
                StoreKinds.Sqlite => new ConfiguredStore(null, null),
                StoreKinds.Postgres => new ConfiguredStore(options.Postgres.Database(), options.Postgres.Migrator()),
                _ => throw new StartFailure($"Storage:Kind is {StoreKinds.Sqlite} or {StoreKinds.Postgres}, not '{options.Kind}'") { IsWrongUsage = true },
            };
        }
        catch (StoreUnavailableException e)
        {
            throw new StartFailure(e.Message, e) { IsWrongUsage = true };
        }
    }

    /// <summary>For commands, which have no file of settings: the environment alone.</summary>
    /// <exception cref="StartFailure">The section contradicts itself.</exception>
    public static ConfiguredStore OfEnvironment() => Of(new ConfigurationBuilder().AddEnvironmentVariables().Build());

    /// <summary>Opens it as its owner, creating or migrating it.</summary>
    /// <param name="isShared">True where several owners agree whose each station is; a file has one in any case.</param>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message is one line.</exception>
    public IMonitoringStore Open(string folder, TimeProvider clock, bool isShared = false) => database is null
        ? SqliteMonitoringStore.Open(folder, clock)
        : PostgresMonitoringStore.Open(database, migrator, clock, isShared ? StoreOwnership.Shared : StoreOwnership.Exclusive);

    /// <summary>Opens it beside its owner; null while that one has not made it or not brought it to this version's schema.</summary>
    /// <exception cref="StoreUnavailableException">It cannot be used; the message is one line.</exception>
    public IMonitoringStore? OpenBeside(string folder, TimeProvider clock) =>
        database is null ? SqliteMonitoringStore.OpenBeside(folder, clock) : PostgresMonitoringStore.OpenBeside(database, clock);

    /// <summary>Where it is, for a sentence.</summary>
    public string PlaceOf(string folder) => database?.Place ?? $"the data folder {Path.GetFullPath(folder)}";

    /// <summary>A mistyped name must not become a new system, nor be taken for the folder that was meant.</summary>
    /// <param name="folder">That a command was given, or its default.</param>
    /// <param name="isGiven">True where the command line names it: a command on a database needs no folder.</param>
    /// <exception cref="StartFailure">No system has used it.</exception>
    public void RefuseUnused(string folder, bool isGiven)
    {
        if (database is null && !File.Exists(SqliteMonitoringStore.PathIn(folder)))
        {
            throw new StartFailure($"{Path.GetFullPath(folder)} is no data folder: it has no {SqliteMonitoringStore.FileName}; --data names the folder of a system, and ./run --data DIR makes one");
        }

        if (database is not null && isGiven && !DataFolder.IsUsed(folder))
        {
            throw new StartFailure($"{Path.GetFullPath(folder)} is no data folder, no program has used it: --data names that of the system whose store is {database.Place}") { IsWrongUsage = true };
        }
    }
}
