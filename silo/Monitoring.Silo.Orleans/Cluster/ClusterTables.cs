using System.Data.Common;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Hosting;
using Npgsql;

namespace Monitoring.Silo.Orleans.Cluster;

/// <summary>The cluster's own tables, in a schema of their own beside the store's: made by the first silo that starts, before it joins.</summary>
internal sealed class ClusterTables(IOptions<OrleansOptions> options) : IHostedService
{
    private const string Schema = "orleans";

    private const string Rights = $"GRANT USAGE ON SCHEMA {Schema} TO $login; GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {Schema} TO $login";

    // The library reads a few rows now and then: a silo takes no more of the server's connections than this.
    private const int Connections = 10;

    // Any number that nobody else takes: two silos that start at once make the tables one after the other.
    private const long FirstCome = 0x4F_72_6C_65_61_6E_73;

    /// <summary>How the library reaches the tables: the names in its statements are those of the schema.</summary>
    public static string Of(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Schema, Pooling = true, MaxPoolSize = Connections }.ConnectionString;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await MakeWhenAbsent(options.Value, cancellationToken);
        }
        catch (Exception e) when (e is DbException or ArgumentException or TimeoutException)
        {
            throw new StartFailure($"the cluster's tables cannot be reached ({OrleansOptions.ConnectionKey}): {e.Message}", e);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static async Task MakeWhenAbsent(OrleansOptions options, CancellationToken cancellationToken)
    {
        if (await AreThere(options.ConnectionString, cancellationToken))
        {
            return;
        }

        var owner = options.OwnerConnectionString is { Length: > 0 } other ? other : options.ConnectionString;
        await using var connection = new NpgsqlConnection(owner);
        await connection.OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await Run(new NpgsqlCommand("SELECT pg_advisory_xact_lock($1)", connection, transaction) { Parameters = { new() { Value = FirstCome } } }, cancellationToken);
        if (!await AreThere(connection, cancellationToken))
        {
            await Run(new NpgsqlCommand(await Script(cancellationToken), connection, transaction), cancellationToken);
            var login = new NpgsqlConnectionStringBuilder(options.ConnectionString).Username ?? Environment.UserName;
            await Run(new NpgsqlCommand(Rights.Replace("$login", $"\"{login.Replace("\"", "\"\"")}\""), connection, transaction), cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    private static async Task<bool> AreThere(string connectionString, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        return await AreThere(connection, cancellationToken);
    }

    private static async Task<bool> AreThere(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand("SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = $1 AND tablename = 'orleansquery')", connection)
        {
            Parameters = { new() { Value = Schema } },
        };
        return await look.ExecuteScalarAsync(cancellationToken) is true;
    }

    private static async Task Run(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        await using (command)
        {
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task<string> Script(CancellationToken cancellationToken)
    {
        var assembly = typeof(ClusterTables).Assembly;
        await using var resource = assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(n => n.EndsWith("tables.sql", StringComparison.Ordinal)))!;
        using var reader = new StreamReader(resource);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
