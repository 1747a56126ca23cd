using Monitoring.Testing;
using Npgsql;

// A cluster at a time: silos that do not get their turn on the processor take each other for dead.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(Monitoring.Silo.Orleans.Tests.ClusterDatabase))]

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>One PostgreSQL server for all clusters of these tests; each has a database of its own.</summary>
public sealed class ClusterDatabase : IAsyncLifetime
{
    private PostgresServer? server;
    private int databases;

    public async ValueTask InitializeAsync()
    {
        if (PostgresServer.AbsentReason.Length == 0)
        {
            server = await PostgresServer.Start();
        }
    }

    public async Task<string> CreateDatabase()
    {
        Assert.SkipWhen(server is null, PostgresServer.AbsentReason);

        // What the silos of the test before kept open would add up to more than the server has.
        NpgsqlConnection.ClearAllPools();
        return await server.CreateDatabase($"cluster_{Interlocked.Increment(ref databases)}");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }
}
