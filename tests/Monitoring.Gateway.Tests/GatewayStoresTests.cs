using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests;

public sealed class GatewayStoresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task One_folder_holds_one_gateway()
    {
        await using var stores = await Open();

        (await Should.ThrowAsync<GatewayException>(Open)).Message.ShouldContain("in use by another gateway process");
    }

    [Fact]
    public async Task When_one_file_cannot_be_opened_the_others_are_let_go()
    {
        await using (await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), TimeProvider.System))
        {
            await Should.ThrowAsync<GatewayException>(Open);
        }

        await using var stores = await Open();
        await stores.Devices.Register(new DeviceRegistration("MN-1", "x", null, StationKind.Water, "li"), CancellationToken.None);
    }

    [Fact]
    public async Task Closing_twice_does_no_harm()
    {
        var stores = await Open();
        await stores.DisposeAsync();

        await stores.DisposeAsync();
        await stores.Spool.DisposeAsync();
    }

    [Fact]
    public async Task Its_meter_shows_how_much_waits_and_what_was_refused()
    {
        await using var stores = await Open();
        using var metrics = new GatewayMetrics();
        metrics.Watch(stores);
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) => l.EnableMeasurementEvents(instrument);
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
        {
            // Other gateways of this process report under the same names.
            if (tags.Length == 0 || tags[0].Value is "test-door")
            {
                seen.AddOrUpdate(instrument.Name, value, (_, other) => Math.Max(other, value));
            }
        });
        listener.Start();
        await Task.WhenAll(Enumerable.Range(1, 1234).Select(n => stores.Spool.Append(n)));

        metrics.FrameAccepted("test-door");
        metrics.FrameRefused("test-door", "crc-mismatch");
        listener.RecordObservableInstruments();

        seen["monitoring.gateway.spool.pending"].ShouldBe(1234);
        seen["monitoring.gateway.spool.limit"].ShouldBe(new SpoolOptions().MaxBytes);
        seen["monitoring.gateway.frames.accepted"].ShouldBe(1);
        seen["monitoring.gateway.frames.refused"].ShouldBe(1);
    }

    private Task<GatewayStores> Open() => GatewayStores.Open(
        folder.Path,
        new GatewayStoreOptions(new DeviceOptions(), new SpoolOptions(), new QuarantineOptions()),
        TimeProvider.System,
        NullLoggerFactory.Instance);
}
