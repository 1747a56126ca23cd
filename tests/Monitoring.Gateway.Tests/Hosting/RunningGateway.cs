using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Hosting;

/// <summary>A whole gateway in this process: real files, real sockets on free ports, a clock that the test moves.</summary>
public sealed class RunningGateway : IAsyncDisposable
{
    public const string Mn = "A500101_0001";
    public const string Password = "123456";
    public static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.FromHours(8));

    private readonly WebApplication app;
    private readonly TemporaryFolder folder;
    private bool isStopped;
    private bool isGone;

    private RunningGateway(WebApplication app, TemporaryFolder folder, ManualTimeProvider clock, SpoolGate gate)
    {
        this.app = app;
        this.folder = folder;
        Clock = clock;
        Gate = gate;
    }

    public ManualTimeProvider Clock { get; }

    /// <summary>Holds the spool's commits back on demand.</summary>
    public SpoolGate Gate { get; }

    public IServiceProvider Services => app.Services;

    public IPEndPoint Hj212 => Services.GetRequiredService<GatewayEndpoints>().Hj212!;

    public IPEndPoint Mqtt => Services.GetRequiredService<GatewayEndpoints>().Mqtt!;

    public TelemetrySpool Spool => Services.GetRequiredService<TelemetrySpool>();

    public QuarantineStore Quarantine => Services.GetRequiredService<QuarantineStore>();

    /// <summary>What lies in the spool, oldest first: the backend of these tests takes nothing.</summary>
    public IReadOnlyList<Telemetry> Spooled => [.. Spool.Read(0, 100_000, long.MaxValue).Select(Read)];

    /// <summary>Starts it with one registered device, <see cref="Mn"/>.</summary>
    public static Task<RunningGateway> Begin(params (string Key, string Value)[] settings) => Begin(static _ => { }, settings);

    /// <param name="with">Puts other parts in the place of the gateway's own.</param>
    /// <param name="settings">Configuration keys.</param>
    public static Task<RunningGateway> Begin(Action<IServiceCollection> with, params (string Key, string Value)[] settings) => Begin(new TemporaryFolder(), with, settings);

    /// <summary>Stops it and starts another on the same files.</summary>
    public async Task<RunningGateway> Again()
    {
        Gate.Open();
        await Stop();
        await app.DisposeAsync();
        isGone = true;
        return await Begin(folder, static _ => { });
    }

    private static async Task<RunningGateway> Begin(TemporaryFolder data, Action<IServiceCollection> with, params (string Key, string Value)[] settings)
    {
        var clock = new ManualTimeProvider(Start);
        var gate = new SpoolGate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Gateway:Data"] = data.Path, ["Gateway:Hj212Port"] = "0", ["Gateway:MqttPort"] = "0" });
        builder.Configuration.AddInMemoryCollection(settings.Select(s => KeyValuePair.Create(s.Key, (string?)s.Value)));
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenGateway());
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddGateway(builder.Configuration);
        builder.Services.AddSingleton<IIngest, ClosedBackend>();
        builder.Services.AddSingleton<AppendTelemetry>(provider => gate.Before(provider.GetRequiredService<TelemetrySpool>().Append));
        with(builder.Services);
        var gateway = new RunningGateway(builder.Build(), data, clock, gate);
        // Before the doors open: a broker delivers at once what it has kept.
        await gateway.Register(Mn);
        await gateway.app.StartAsync();
        return gateway;
    }

    public Task Register(string mn, string password = Password, DeviceDialect? dialect = null) => Services.GetRequiredService<DeviceRegistry>()
        .Register(new DeviceRegistration(mn, password, null, StationKind.Water, "test", dialect), CancellationToken.None);

    public IReadOnlyList<QuarantinedMessage> Quarantined(string reason) => [.. Quarantine.List(null, 200).Where(m => m.Reason == reason)];

    public async Task<QuarantinedMessage> QuarantinedOne(string reason)
    {
        await Eventually.True(() => Quarantined(reason).Count > 0, $"something lies in the quarantine as {reason}");
        return Quarantined(reason).ShouldHaveSingleItem();
    }

    public async Task Stop()
    {
        isStopped = true;
        await app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (isGone)
        {
            return;
        }

        Gate.Open();
        if (!isStopped)
        {
            await Stop();
        }

        await app.DisposeAsync();
        folder.Dispose();
    }

    private static Telemetry Read(SpoolRow row) =>
        UplinkWire.TryRead(row.Bytes, out Telemetry? telemetry, out var reason) ? telemetry : throw new InvalidOperationException(reason);

    private sealed class ClosedBackend : IIngest
    {
        public Task<IngestReceipt> Accept(IngestBatch batch, CancellationToken cancellationToken) => throw new IOException("the backend of this test is closed");
    }
}
