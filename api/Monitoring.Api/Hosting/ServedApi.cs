using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Gateway;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Remote;

namespace Monitoring.Api.Hosting;

/// <summary>The API and its page as a process, with the parts that the options put into it: by default gateway and silo too, over one data folder.</summary>
internal sealed class ServedApi : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly DataFolder data;

    private ServedApi(WebApplication host, DataFolder data, EndpointsFile endpoints)
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
    public static async Task<ServedApi> Start(
        IReadOnlyDictionary<string, string?> keys, TextWriter output, Action<IServiceCollection>? replace = null, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory, WebRootPath = "wwwroot" });
        builder.Configuration.AddInMemoryCollection(keys);
        DataFolder? folder = null;
        WebApplication? app = null;
        try
        {
            var serve = builder.Configuration.GetSection(ServeOptions.Section).Get<ServeOptions>() ?? new ServeOptions();
            var gateway = builder.Configuration.GetSection(GatewayOptions.Section).Get<GatewayOptions>() ?? new GatewayOptions();
            var parts = Parts.Of(builder.Configuration);
            var doors = new Doors(serve.Listen, [.. DoorsOf(parts, serve, gateway)]);
            if ((doors.Fault() ?? parts.Silo?.Fault()) is { } fault)
            {
                throw new StartFailure(fault) { IsWrongUsage = true };
            }

            if (serve.Data.Length == 0)
            {
                throw new StartFailure("--data needs a folder") { IsWrongUsage = true };
            }

            var store = ConfiguredStore.Of(builder.Configuration);
            folder = DataFolder.Open(serve.Data, "lock");
            EndpointsFile.Remove(folder);
            doors.Probe();
            if (parts.Silo is { } silo)
            {
                await StoreBeside.Wait(store, folder.Path, silo.StartPatience, TimeProvider.System, cancellationToken);
            }

            Program.Compose(builder, serve, parts, folder);
            replace?.Invoke(builder.Services);
            app = builder.Build();
            Program.Map(app, parts);
            await app.StartAsync(cancellationToken);
            return await Announce(app, folder, output, cancellationToken);
        }
        catch (Exception e)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            folder?.Dispose();
            if (StartFailure.Of(e, "--http, --hj212, --mqtt", static f => f is GatewayException) is { } reason)
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

    private static IEnumerable<Door> DoorsOf(Parts parts, ServeOptions serve, GatewayOptions gateway)
    {
        yield return new Door("HTTP", "--http", serve.Http);
        if (parts.HasGateway)
        {
            yield return new Door("HJ 212", "--hj212", gateway.Hj212Port);
            yield return new Door("MQTT", "--mqtt", gateway.MqttPort);
        }
    }

    private static async Task<ServedApi> Announce(WebApplication app, DataFolder folder, TextWriter output, CancellationToken cancellationToken)
    {
        var password = await app.Services.GetRequiredService<FirstAdmin>().CreateWhenAbsent(cancellationToken);
        var endpoints = EndpointsFile.Of(app.Services.GetRequiredService<HttpDoor>().Address, app.Services.GetService<GatewayEndpoints>());
        await output.WriteLineAsync($"page and API  {endpoints.Http}");
        if (endpoints is { Hj212: { } hj212, Mqtt: { } mqtt })
        {
            await output.WriteLineAsync($"HJ 212        {hj212}");
            await output.WriteLineAsync($"MQTT          {mqtt}");
        }

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

        return new ServedApi(app, folder, endpoints);
    }
}
