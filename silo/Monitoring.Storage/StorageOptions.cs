using Monitoring.Storage.Postgres;

namespace Monitoring.Storage;

/// <summary>Which store a system has. Every program of one system is configured alike.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary><c>sqlite</c>: a file in the data folder, for one machine. <c>postgres</c>: a database server, for several.</summary>
    public string Kind { get; set; } = StoreKinds.Sqlite;

    /// <summary>Where and as whom, when the kind is <c>postgres</c>.</summary>
    public PostgresOptions Postgres { get; } = new();
}

/// <summary>The values of <see cref="StorageOptions.Kind"/>.</summary>
public static class StoreKinds
{
    public const string Sqlite = "sqlite";
    public const string Postgres = "postgres";
}
