using Monitoring.Storage.Postgres;
using Monitoring.Storage.Tests.Postgres;
using Monitoring.Testing;

[assembly: AssemblyFixture(typeof(PostgresCluster))]

namespace Monitoring.Storage.Tests.Postgres;

/// <summary>
/// One server for every test of this assembly, started by the first that asks, with the two roles that the documentation makes: the owner
/// of the tables, and the login of the programs.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    public const string Owner = "monitoring_owner";
    public const string Login = "monitoring";
    private const string Template = "monitoring_template";

    private readonly Lazy<Task<PostgresServer>> started = new(Start);
    private int databases;

    public Task<PostgresServer> Server()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        return started.Value;
    }

    /// <summary>A database of this version's schema, without a row.</summary>
    public Task<PostgresTestDatabase> FreshDatabase() => Database(Template);

    /// <summary>A database in which nobody has made anything.</summary>
    public Task<PostgresTestDatabase> EmptyDatabase() => Database(template: null);

    public async ValueTask DisposeAsync()
    {
        if (started.IsValueCreated)
        {
            await (await started.Value).DisposeAsync();
        }
    }

    private async Task<PostgresTestDatabase> Database(string? template)
    {
        var server = await Server();
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await server.CreateDatabase(name, template, Owner);
        return new PostgresTestDatabase(server, name);
    }

    private static async Task<PostgresServer> Start()
    {
        var server = await PostgresServer.Start();
        await server.Execute($"CREATE ROLE {Owner} LOGIN; CREATE ROLE {Login} LOGIN");
        await server.CreateDatabase(Template, owner: Owner);
        var template = new PostgresTestDatabase(server, Template);
        await PostgresMonitoringStore.Open(template.AsLogin, template.AsOwner, Sample.Clock()).DisposeAsync();
        return server;
    }
}

/// <summary>A database with the connections of its roles.</summary>
public sealed record PostgresTestDatabase(PostgresServer Server, string Name)
{
    public PostgresDatabase AsLogin => PostgresDatabase.Of(Server.ConnectionString(Name, PostgresCluster.Login));

    public PostgresDatabase AsOwner => PostgresDatabase.Of(Server.ConnectionString(Name, PostgresCluster.Owner));
}
