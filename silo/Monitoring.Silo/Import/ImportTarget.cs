using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Import;

/// <summary>Where an import goes: a running system over HTTP, or the folder of a stopped one, opened here.</summary>
internal sealed class ImportTarget(IIngest ingest, IAsyncDisposable owner) : IAsyncDisposable
{
    public IIngest Ingest => ingest;

    /// <summary>Opens the folder as the system itself would: the same stations, steps and store.</summary>
    /// <exception cref="Monitoring.Storage.StoreUnavailableException">The folder is in use or cannot be written.</exception>
    /// <exception cref="StartFailure">No system has used it.</exception>
    public static async Task<ImportTarget> OfFolder(string folder, CancellationToken cancellationToken)
    {
        ConfiguredStore.OfEnvironment().RefuseUnused(folder, isGiven: true);
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddEnvironmentVariables().AddInMemoryCollection([new($"{SiloOptions.Section}:{nameof(SiloOptions.DataFolder)}", folder)]);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting", LogLevel.None).AddSimpleConsole(o => o.SingleLine = true);
        builder.Services.AddSilo(builder.Configuration);
        var host = builder.Build();
        try
        {
            await host.StartAsync(cancellationToken);
        }
        catch
        {
            await ((IAsyncDisposable)host).DisposeAsync();
            throw;
        }

        return new ImportTarget(host.Services.GetRequiredService<IIngest>(), new StoppedWithHost(host));
    }

    /// <exception cref="HttpRequestException">The system cannot be reached.</exception>
    /// <exception cref="UnauthorizedAccessException">It does not let this user in.</exception>
    public static async Task<ImportTarget> OfSystem(Uri url, ImportLogin login, CancellationToken cancellationToken)
    {
        var system = new RemoteSystem(url);
        try
        {
            await system.LogIn(login, cancellationToken);
            return new ImportTarget(system, system);
        }
        catch
        {
            await system.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => owner.DisposeAsync();

    private sealed class StoppedWithHost(IHost host) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
