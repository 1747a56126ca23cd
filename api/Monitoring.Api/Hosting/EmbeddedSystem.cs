using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Hosting;

/// <summary>The whole system in this process: gateway, silo, API and page over one data folder.</summary>
internal sealed class EmbeddedSystem : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly DataFolder data;

    private EmbeddedSystem(WebApplication host, DataFolder data, EndpointsFile endpoints)
    {
        this.host = host;
        this.data = data;
        Endpoints = endpoints;
    }

    public EndpointsFile Endpoints { get; }

    public IServiceProvider Services => host.Services;

    /// <summary>Starts everything and says on <paramref name="output"/> where it can be reached.</summary>
    /// <param name="keys">Configuration above the environment and appsettings.json: the command line.</param>
    /// <param name="output">For people and scripts: addresses, the first password, <c>ready</c>.</param>
    /// <param name="replace">Services to put in place of others, for tests.</param>
    /// <exception cref="StartFailure">It cannot start, for a reason that its user can change.</exception>
    public static async Task<EmbeddedSystem> Start(
        IReadOnlyDictionary<string, string?> keys, TextWriter output, Action<IServiceCollection>? replace = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        builder.Configuration.AddInMemoryCollection(keys);
        var serve = builder.Configuration.GetSection(ServeOptions.Section).Get<ServeOptions>() ?? new ServeOptions();
        var gateway = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
        var doors = Doors.Of(serve, gateway);
        if (doors.Fault() is { } fault)
        {
            throw new StartFailure(fault) { IsWrongUsage = true };
        }

        if (serve.Data.Length == 0)
        {
            throw new StartFailure("--data needs a folder") { IsWrongUsage = true };
        }

        var folder = DataFolder.Open(serve.Data);
        WebApplication? app = null;
        try
        {
            EndpointsFile.Remove(folder);
            doors.Probe();
            Program.Compose(builder, serve, folder);
            replace?.Invoke(builder.Services);
            app = builder.Build();
            Program.Map(app);
            await app.StartAsync(cancellationToken);
            return await Announce(app, folder, output, cancellationToken);
        }
        catch (Exception e)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            folder.Dispose();
            if (StartFailure.Of(e) is { } reason)
            {
                throw reason;
            }

            throw;
        }
    }

    /// <summary>Until Ctrl-C or SIGTERM; then everything is closed in order.</summary>
    public Task WaitForShutdown(CancellationToken cancellationToken) => host.WaitForShutdownAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        EndpointsFile.Remove(data);
        await host.StopAsync();
        await host.DisposeAsync();
        data.Dispose();
    }

    private static async Task<EmbeddedSystem> Announce(WebApplication app, DataFolder folder, TextWriter output, CancellationToken cancellationToken)
    {
        var password = await app.Services.GetRequiredService<FirstAdmin>().CreateWhenAbsent(cancellationToken);
        var gateway = app.Services.GetRequiredService<GatewayEndpoints>();
        var endpoints = EndpointsFile.Of(app.Services.GetRequiredService<HttpDoor>().Address, gateway.Hj212!, gateway.Mqtt!);
        await output.WriteLineAsync($"page and API  {endpoints.Http}");
        await output.WriteLineAsync($"HJ 212        {endpoints.Hj212}");
        await output.WriteLineAsync($"MQTT          {endpoints.Mqtt}");
        await output.WriteLineAsync($"data folder   {folder.Path}");
        if (password is not null)
        {
            await output.WriteLineAsync($"first start: log in as {FirstAdmin.Name} with the password {password} (kept in {folder[FirstAdmin.PasswordFile]} until you change it)");
        }

        endpoints.WriteTo(folder);
        await output.WriteLineAsync("ready");
        await output.FlushAsync(cancellationToken);
        if (app.Services.GetService<SimulatedFleet>() is { } fleet)
        {
            DemoMark.SetIn(folder.Path);
            fleet.Start(endpoints, output);
        }

        return new EmbeddedSystem(app, folder, endpoints);
    }
}
