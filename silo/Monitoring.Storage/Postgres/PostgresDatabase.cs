using Npgsql;

namespace Monitoring.Storage.Postgres;

/// <summary>Where the tables are and who goes there.</summary>
public sealed class PostgresDatabase
{
    internal const string Schema = "monitoring";

    private const int PreparedStatements = 200;
    private const int KeepAliveSeconds = 10;

    private PostgresDatabase(NpgsqlConnectionStringBuilder parts)
    {
        ConnectionString = parts.ToString();
        Place = $"postgresql://{parts.Host}:{parts.Port}/{parts.Database}";
        Login = parts.Username ?? Environment.UserName;
    }

    /// <summary>Server and database, without secrets.</summary>
    public string Place { get; }

    /// <summary>The role that logs in.</summary>
    public string Login { get; }

    internal string ConnectionString { get; }

    /// <exception cref="StoreUnavailableException">The text is no connection string.</exception>
    public static PostgresDatabase Of(string connectionString)
    {
        try
        {
            var parts = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, SearchPath = Schema, MaxAutoPrepare = PreparedStatements };
            parts.ApplicationName ??= "monitoring";
            // A connection that only waits would not hear of a network that is gone.
            parts.KeepAlive = parts.KeepAlive > 0 ? parts.KeepAlive : KeepAliveSeconds;
            parts.Username = string.IsNullOrEmpty(parts.Username) ? null : parts.Username;
            return string.IsNullOrEmpty(parts.Host)
                ? throw new StoreUnavailableException("the connection string of PostgreSQL names no Host")
                : new PostgresDatabase(parts);
        }
        catch (Exception e) when (e is ArgumentException or KeyNotFoundException or FormatException or InvalidCastException)
        {
            // The text itself may hold a password: it is not repeated.
            throw new StoreUnavailableException("the connection string of PostgreSQL cannot be read: write it as Host=…;Database=…;Username=…;Password=…", e);
        }
    }

    /// <summary>The same, for work that takes as long as there are rows.</summary>
    internal PostgresDatabase WithoutTimeout() => new(new NpgsqlConnectionStringBuilder(ConnectionString) { CommandTimeout = 0 });

    /// <summary>One line for the operator of a failure to connect or to start.</summary>
    internal StoreUnavailableException Unavailable(Exception e) =>
        new($"{Place} cannot be used by {Login}: {FirstLine(e)}{(e.InnerException is { } inner ? $" ({FirstLine(inner)})" : "")}", e);

    private static string FirstLine(Exception e) => e.Message.Split('\n')[0];
}
