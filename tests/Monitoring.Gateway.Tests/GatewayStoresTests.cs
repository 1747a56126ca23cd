using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Protocols.Hj212;
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
        await stores.Quarantine.Park(new ParkedRow("g-1", 1, "MN-1", QuarantineReason.RejectedByBackend, "", new byte[1_234_567]), CancellationToken.None);

        metrics.FrameAccepted("test-door");
        metrics.FrameRefused("test-door", "crc-mismatch");
        listener.RecordObservableInstruments();

        seen["monitoring.gateway.spool.pending"].ShouldBe(1234);
        seen["monitoring.gateway.spool.limit"].ShouldBe(new SpoolOptions().MaxBytes);
        seen["monitoring.gateway.quarantine.parked"].ShouldBe(1_234_567);
        seen["monitoring.gateway.quarantine.parked_limit"].ShouldBe(new QuarantineOptions().MaxParkedBytes);
        seen["monitoring.gateway.quarantine.messages"].ShouldBeGreaterThan(0);
        seen["monitoring.gateway.frames.accepted"].ShouldBe(1);
        seen["monitoring.gateway.frames.refused"].ShouldBe(1);
    }

    [Fact]
    public async Task Its_meter_counts_each_deviation_of_what_was_read_by_door_and_not_again_at_a_replay()
    {
        const string Door = "door-of-deviations";
        await using var gateway = await RunningGateway.Begin();
        var seen = new ConcurrentDictionary<string, long>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Name == "monitoring.gateway.frames.deviations")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            if (tags[0] is { Key: "door", Value: Door })
            {
                seen.AddOrUpdate($"{tags[1].Value}", value, (_, sum) => sum + value);
            }
        });
        listener.Start();
        var intake = gateway.Services.GetRequiredService<Hj212Intake>();
        var standard = Frames.Upload(Frames.Qn(1));
        var deviant = Frames.Upload(Frames.Qn(2), $"{Frames.DataTime};;w01001-Rtd=7.2", st: "");

        await Take(standard, isReplay: false);
        await Take(deviant, isReplay: false);
        await Take(deviant, isReplay: false);
        await Take(deviant, isReplay: true);

        seen.Keys.Order().ShouldBe(["no-st", "separator"]);
        seen.Values.ShouldAllBe(count => count == 2);

        async Task Take(byte[] bytes, bool isReplay)
        {
            var buffer = new ReadOnlySequence<byte>(bytes);
            Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _).ShouldBe(OperationStatus.Done);
            await intake.Take(frame, new Arrival(Door, "test", RunningGateway.Start, bytes) { IsReplay = isReplay }).Outcome();
        }
    }

    private Task<GatewayStores> Open() => GatewayStores.Open(
        folder.Path,
        new GatewayStoreOptions(new DeviceOptions(), new SpoolOptions(), new QuarantineOptions()),
        TimeProvider.System,
        NullLoggerFactory.Instance);
}
