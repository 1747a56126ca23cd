using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Silo.Access;
using Monitoring.Silo.Http;
using Monitoring.Silo.Metrics;
using Monitoring.Silo.Series;

namespace Monitoring.Silo.Hosting;

/// <summary>The silo as a process of its own: the stations of a data folder, and one HTTP door.</summary>
internal sealed class ServedSilo : IAsyncDisposable
{
    public const string DataKey = "Data";
    public const string HttpKey = "Http";
    public const string ListenKey = "Listen";
    public const int UsualPort = 8081;

    private const string EndpointsFile = "silo-endpoints.json";

    private readonly WebApplication host;
    private readonly DataFolder data;

    private ServedSilo(WebApplication host, DataFolder data, Uri http)
    {
        this.host = host;
        this.data = data;
        Http = http;
    }

    public Uri Http { get; }

    public IServiceProvider Services => host.Services;

    public static async Task<int> Run(IReadOnlyDictionary<string, string?> keys, IReadOnlyList<StationHosting> hostings, CancellationToken cancellationToken)
    {
        try
        {
            await using var silo = await Start(keys, Console.Out, hostings: hostings, cancellationToken: cancellationToken);
            await silo.host.WaitForShutdownAsync(cancellationToken);
            return Program.Done;
        }
        catch (StartFailure failure)
        {
            await Console.Error.WriteLineAsync($"silo: {failure.Message}");
            return failure.IsWrongUsage ? Program.WrongUsage : Program.Failed;
        }
    }

    /// <param name="keys">Configuration above the environment: the command line.</param>
    /// <param name="output">For people and scripts: the address, and <c>ready</c>.</param>
    /// <param name="replace">Services to put in place of others, for tests.</param>
    /// <param name="hostings">Ways to host stations that the program has besides its own.</param>
    /// <exception cref="StartFailure">It cannot start, for a reason that its user can change.</exception>
    public static async Task<ServedSilo> Start(
        IReadOnlyDictionary<string, string?> keys,
        TextWriter output,
        Action<IServiceCollection>? replace = null,
        IReadOnlyList<StationHosting>? hostings = null,
        CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(keys);
        DataFolder? folder = null;
        WebApplication? app = null;
        try
        {
            var (listen, port) = (builder.Configuration[ListenKey] ?? IPAddress.Loopback.ToString(), builder.Configuration.GetValue(HttpKey, UsualPort));
            var doors = new Doors(listen, [new Door("HTTP", "--http", port)]);
            if (doors.Fault() is { } fault)
            {
                throw new StartFailure(fault) { IsWrongUsage = true };
            }

            if ((builder.Configuration[DataKey] ?? "data") is not { Length: > 0 } path)
            {
                throw new StartFailure("--data needs a folder") { IsWrongUsage = true };
            }

            // Before a folder is made: what the options say of the store may make no sense.
            _ = ConfiguredStore.Of(builder.Configuration);
            folder = DataFolder.Open(path, "silo.lock");
            File.Delete(folder[EndpointsFile]);
            doors.Probe();
            ListenOptions? http = null;
            Compose(builder, folder, hostings ?? []);
            builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Listen(IPAddress.Parse(listen), port, door => (http = door).Protocols = HttpProtocols.Http1);
            });
            replace?.Invoke(builder.Services);
            app = builder.Build();
            // Made with the host, not with the first scrape: counters are summed from then on.
            _ = app.Services.GetRequiredService<MetricsText>();
            app.UseExceptionHandler();
            app.UseStatusCodePages();
            app.UseRequestDecompression();
            app.MapSiloDoor();
            await app.StartAsync(cancellationToken);
            var silo = new ServedSilo(app, folder, new Uri($"http://{Doors.Reachable(http!.IPEndPoint!)}"));
            if (!IPAddress.IsLoopback(IPAddress.Parse(listen)))
            {
                await output.WriteLineAsync($"caution       --listen {listen}: the silo's key and the gateways' tokens travel in clear; put a proxy with TLS before it");
            }

            await silo.Announce(output, cancellationToken);
            return silo;
        }
        catch (Exception e)
        {
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            folder?.Dispose();
            throw StartFailure.Of(e, "--http") is { } reason ? reason : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(data[EndpointsFile]);
        await host.StopAsync();
        await host.DisposeAsync();
        data.Dispose();
    }

    private static void Compose(WebApplicationBuilder builder, DataFolder folder, IReadOnlyList<StationHosting> hostings)
    {
        builder.Logging.AddQuietLogging();
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services
            .AddSilo(builder.Configuration, hostings)
            .AddSeries(builder.Configuration)
            .PostConfigure<SiloOptions>(silo => silo.DataFolder = folder.Path)
            .AddSingleton(SiloKey.MadeIn(folder))
            .AddSingleton<ApiTokens>()
            .AddSingleton<FeedHistory>()
            .AddSingleton<MetricsText>()
            .AddRequestDecompression(_ => { })
            .AddProblemDetails()
            .ConfigureHttpJsonOptions(json => DoorJson.Configure(json.SerializerOptions));
    }

    private async Task Announce(TextWriter output, CancellationToken cancellationToken)
    {
        var address = Http.GetLeftPart(UriPartial.Authority);
        await output.WriteLineAsync($"silo          {address}");
        await output.WriteLineAsync($"data folder   {data.Path}");
        data.Write(EndpointsFile, JsonSerializer.Serialize(new Dictionary<string, string> { ["http"] = address }));
        await output.WriteLineAsync("ready");
        await output.FlushAsync(cancellationToken);
    }
}
