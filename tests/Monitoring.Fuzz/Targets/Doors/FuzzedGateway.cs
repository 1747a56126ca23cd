using System.IO.Pipelines;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Lines.Serial;
using Monitoring.Testing;

namespace Monitoring.Fuzz.Targets.Doors;

/// <summary>A whole gateway with real files and sockets, one known device, and a backend that takes everything.</summary>
internal sealed class FuzzedGateway : IAsyncDisposable
{
    public const string Mn = "A500000_0007";
    public const string Password = "s3cret";

    private readonly TemporaryFolder folder;
    private readonly WebApplication app;

    private FuzzedGateway(TemporaryFolder folder, WebApplication app)
    {
        this.folder = folder;
        this.app = app;
    }

    public GatewayEndpoints Doors => app.Services.GetRequiredService<GatewayEndpoints>();

    /// <param name="serial">What stands for the serial port; null for none.</param>
    public static async Task<FuzzedGateway> Start(ISerialPortFactory? serial = null)
    {
        var data = new TemporaryFolder();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Gateway:Data"] = data.Path,
            ["Gateway:Hj212Port"] = "0",
            ["Gateway:MqttPort"] = "0",
            ["Gateway:Lines:FrameTimeout"] = "00:00:00.020",

            // The evidence of a run is bounded, so that it is full and steady long before the heap is measured.
            ["Quarantine:MaxRows"] = "200",
            ["Quarantine:MaxPerDeviceAndReason"] = "5",
        });
        if (serial is not null)
        {
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create("Gateway:SerialLines:0:Path", (string?)"fuzz")]);
        }

        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenGateway());
        builder.Services.AddGateway(builder.Configuration).AddSingleton<IIngest, TakesEverything>();
        if (serial is not null)
        {
            builder.Services.AddSingleton(serial);
        }

        var built = builder.Build();
        await built.StartAsync();
        await built.Services.GetRequiredService<DeviceRegistry>().Register(new DeviceRegistration(Mn, Password, null, StationKind.Water, "fuzz"), CancellationToken.None);
        return new FuzzedGateway(data, built);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        folder.Dispose();
    }
}

/// <summary>A backend that gives a receipt for whatever comes.</summary>
internal sealed class TakesEverything : IIngest
{
    public Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken) =>
        Task.FromResult(new IngestReceipt([.. batch.Entries.Select(e => new SequenceRange(e.Sequence, e.Sequence))], []));
}

/// <summary>A serial port whose wire is a pipe of this process.</summary>
internal sealed class WireInMemory : ISerialPortFactory
{
    private readonly Pipe toGateway = new();
    private readonly Pipe toDevice = new();

    public PipeWriter Output => toGateway.Writer;

    public PipeReader Input => toDevice.Reader;

    public ISerialPort Open(SerialLineOptions options) => new Port(toGateway.Reader, toDevice.Writer);

    private sealed class Port(PipeReader input, PipeWriter output) : ISerialPort
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;

        public async ValueTask DisposeAsync()
        {
            await input.CompleteAsync();
            await output.CompleteAsync();
        }
    }
}
