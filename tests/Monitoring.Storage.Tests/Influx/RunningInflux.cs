using Monitoring.Storage.Influx;
using Monitoring.Testing;

[assembly: AssemblyFixture(typeof(Monitoring.Storage.Tests.Influx.RunningInflux))]

namespace Monitoring.Storage.Tests.Influx;

/// <summary>One InfluxDB for the tests of this assembly, started by the first that asks; each test has a database of its own.</summary>
public sealed class RunningInflux : IAsyncDisposable
{
    private readonly Lazy<Task<InfluxServer>> server = new(() => InfluxServer.Start());
    private int databases;

    public Task<InfluxServer> Server
    {
        get
        {
            Assert.SkipUnless(InfluxServer.AbsentReason.Length == 0, InfluxServer.AbsentReason);
            return server.Value;
        }
    }

    public async Task<InfluxOptions> NewDatabase()
    {
        var running = await Server;
        var options = new InfluxOptions { Url = running.Url, Database = $"test{Interlocked.Increment(ref databases)}" };
        await running.CreateDatabase(options.Database);
        return options;
    }

    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated)
        {
            await (await server.Value).DisposeAsync();
        }
    }
}
