using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Gateway.Desk;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Lines.Serial;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.SplitUploads;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Commands;

/// <summary>The gateway as a process of its own: its doors, its desk, an uplink over HTTP and, if wanted, its health on a port of this machine.</summary>
internal sealed class ServedGateway : IAsyncDisposable
{
    public const string DataKey = "Data";
    public const string HttpKey = "Http";

    private readonly WebApplication app;
    private readonly string endpointsFile;

    private ServedGateway(WebApplication app, string endpointsFile)
    {
        this.app = app;
        this.endpointsFile = endpointsFile;
    }

    public IServiceProvider Services => app.Services;

    public static async Task<int> Run(IReadOnlyDictionary<string, string?> keys, CancellationToken cancellationToken)
    {
        try
        {
            await using var gateway = await Start(keys, Console.Out, cancellationToken);
            await gateway.app.WaitForShutdownAsync(cancellationToken);
            return GatewayCommandLine.Done;
        }
        catch (StartRefusedException refusal)
        {
            await Console.Error.WriteLineAsync($"gateway: {refusal.Message}");
            return refusal.ExitCode;
        }
    }

    /// <exception cref="StartRefusedException">It cannot start, for a reason that its user can change.</exception>
    public static async Task<ServedGateway> Start(IReadOnlyDictionary<string, string?> keys, TextWriter output, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(keys);
        // A start that fails is one line of ours; the host would print its stack as well.
        builder.Logging.AddEvents()
            .AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        if (builder.Configuration["Uplink:Url"] is not { Length: > 0 } url || !Uri.TryCreate(url, UriKind.Absolute, out _))
        {
            throw new StartRefusedException("--uplink URL is needed: the backend that readings go to, such as http://localhost:8080", GatewayCommandLine.WrongUsage);
        }

        var data = builder.Configuration[DataKey] ?? "data";
        if (data.Length == 0)
        {
            throw new StartRefusedException("--data DIR must name a folder", GatewayCommandLine.WrongUsage);
        }

        var folder = Path.GetFullPath(data);
        var file = Path.Combine(folder, "endpoints.json");
        var files = Path.Combine(folder, "gateway");
        ListenOptions? health = null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.ListenGateway();
            if (builder.Configuration.GetValue<int?>(HttpKey) is { } port)
            {
                kestrel.Listen(IPAddress.Loopback, port, door => health = door);
            }

            kestrel.ListenDesk(files);
        });
        builder.Services
            .AddGateway(builder.Configuration)
            .AddDesk()
            .PostConfigure<GatewayOptions>(options => options.Data = files)
            .AddSingleton<IIngest>(provider =>
            {
                var uplink = provider.GetRequiredService<IOptions<UplinkOptions>>().Value;
                return new HttpIngestClient(HttpIngestClient.Connect(uplink), uplink, provider.GetRequiredService<TimeProvider>());
            });
        WebApplication? built = null;
        try
        {
            if (builder.Configuration.GetValue<int?>(HttpKey) is { } wanted and (< 0 or > IPEndPoint.MaxPort))
            {
                throw new StartRefusedException($"--http needs a port from 0 to {IPEndPoint.MaxPort} (0: any free one), not {wanted}", GatewayCommandLine.WrongUsage);
            }

            built = builder.Build();
            built.MapDesk();
            built.MapGet("/health/live", () => Results.Ok());
            built.MapGet("/health/ready", Ready);
            // The files' locks first: another gateway may own the folder, and then the addresses there are its.
            built.Services.GetRequiredService<GatewayStores>();
            File.Delete(file);
            await built.StartAsync(cancellationToken);
            await Announce(built.Services.GetRequiredService<GatewayEndpoints>(), health?.IPEndPoint, file, output);
            return new ServedGateway(built, file);
        }
        catch (Exception e)
        {
            if (built is not null)
            {
                // Stopped before it is closed: services that have begun by then would tell of being cut off.
                await built.StopAsync(CancellationToken.None);
                await built.DisposeAsync();
            }

            throw StartRefusedException.Of(e, builder.Configuration) is { } refusal ? refusal : e;
        }
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(endpointsFile);
        await app.StopAsync();
        await app.DisposeAsync();
    }

    // A backend that is away makes no gateway unready: it keeps everything, and says so.
    private static IResult Ready(TelemetrySpool spool, QuarantineStore quarantine, PacketStore packets, UplinkWorker uplink, SerialLines lines)
    {
        var status = spool.Status;
        var refused = quarantine.Status;
        var state = new { spool = new { status.IsWriting, status.PendingRows, status.PendingBytes, status.MaxBytes, status.IsFull, status.IsNearlyFull, status.IsDiskShort, status.OldestEnqueuedAt, status.Check, status.File.WasUncleanStart, status.File.Damage }, quarantine = new { refused.IsWriting, refused.Rows, refused.Bytes, refused.PerReason, refused.IsNearlyFull, refused.IsDiskShort, refused.NotKept, refused.File.Damage }, packets = new { packets.IsWriting, packets.Waiting, packets.File.Damage }, uplink = uplink.Status, serialLines = lines.All };
        return Results.Json(state, statusCode: status.IsWriting && packets.IsWriting && !status.IsFull ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task Announce(GatewayEndpoints doors, IPEndPoint? health, string file, TextWriter output)
    {
        var endpoints = new Dictionary<string, string> { ["hj212"] = doors.Hj212!.ToString(), ["mqtt"] = doors.Mqtt!.ToString() };
        if (health is not null)
        {
            endpoints["http"] = $"http://{health}";
        }

        foreach (var (door, address) in endpoints)
        {
            await output.WriteLineAsync($"{door,-6} {address}");
        }

        // Whole or not at all: scripts wait for this file.
        await File.WriteAllTextAsync(file + ".new", JsonSerializer.Serialize(endpoints));
        File.Move(file + ".new", file, overwrite: true);
        await output.WriteLineAsync("ready");
        await output.FlushAsync();
    }
}
