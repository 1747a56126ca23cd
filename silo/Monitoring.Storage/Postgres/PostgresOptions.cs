namespace Monitoring.Storage.Postgres;

/// <summary>
/// Connection strings hold passwords: they come from the environment or from files of their own, never from a file that is shown around.
/// </summary>
public sealed class PostgresOptions
{
    /// <summary>As the login of the running programs.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>A file that holds it instead.</summary>
    public string? ConnectionStringFile { get; set; }

    /// <summary>As the role that owns the tables; needed at the first start and after an upgrade, unless the login owns them itself.</summary>
    public string? MigrationConnectionString { get; set; }

    /// <summary>A file that holds it instead.</summary>
    public string? MigrationConnectionStringFile { get; set; }

    /// <exception cref="StoreUnavailableException">None is given, or not one that can be read.</exception>
    public PostgresDatabase Database() => Read(ConnectionString, ConnectionStringFile, nameof(ConnectionString))
        ?? throw new StoreUnavailableException(
            "Storage:Kind is postgres, so Storage:Postgres:ConnectionString (or ConnectionStringFile) names its database, as in Storage__Postgres__ConnectionString=\"Host=…;Database=…;Username=…;Password=…\"");

    /// <exception cref="StoreUnavailableException">It cannot be read.</exception>
    public PostgresDatabase? Migrator() => Read(MigrationConnectionString, MigrationConnectionStringFile, nameof(MigrationConnectionString));

    private static PostgresDatabase? Read(string? text, string? file, string name)
    {
        try
        {
            text = string.IsNullOrWhiteSpace(text) && !string.IsNullOrWhiteSpace(file) ? File.ReadAllText(file) : text;
            return string.IsNullOrWhiteSpace(text) ? null : PostgresDatabase.Of(text.Trim());
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StoreUnavailableException)
        {
            throw new StoreUnavailableException($"Storage:Postgres:{name}: {e.Message}", e);
        }
    }
}
