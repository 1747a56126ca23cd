using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Storage.Alerts;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Alerts;

/// <summary>From messages to alerts, over the real store and the real station host.</summary>
public sealed class AlertGrainTests : IAsyncLifetime
{
    private static readonly StationId Id = StationId.Parse("FIXTURE0001");
    private static readonly DateTimeOffset Morning = new(2026, 11, 22, 8, 0, 0, ChinaTime.Offset);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new(Morning.AddHours(10));
    private readonly StationFeed feed = new(capacity: 64);
    private SqliteMonitoringStore store = null!;
    private InProcessStationHost stations = null!;
    private long sequence = 100;

    public ValueTask InitializeAsync()
    {
        // A data folder of the release before alerts, as its program left it; the accounts are removed.
        using (var connection = new SqliteConnection($"Data Source={folder[SqliteMonitoringStore.FileName]};Pooling=False;Foreign Keys=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", "monitoring-v1-bad-value.sql"));
            command.ExecuteNonQuery();
        }

        Start();
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await Stop();
        folder.Dispose();
    }

    [Fact]
    public async Task A_data_folder_without_alerts_opens_keeps_its_readings_and_counts_its_last_bad_value()
    {
        (await store.Status()).SchemaVersion.ShouldBeGreaterThan(1);
        (await store.Queries.Latest(Id)).Select(l => l.Reading.Reading.Text).ShouldBe(["6.90", "0.810"]);
        (await store.Alerts.List(new AlertFilter(), null, 10)).Items.ShouldBeEmpty();

        await Deliver(hours: 4, "0.820");

        var alert = (await store.Alerts.List(new AlertFilter(), null, 10)).Items.Single();
        (alert.State, alert.Finding.Level, alert.Finding.StartedAt, alert.Finding.LastSeenAt).ShouldBe((AlertState.Active, AlertLevel.Blue, Morning, Morning.AddHours(4)));
        (alert.Finding.Parameter, alert.Finding.Value, alert.Finding.Limit, alert.Finding.Multiple).ShouldBe(("w21003", "0.820", "0.5", "0.64"));
        (await store.Queries.FindVerdict(alert.Finding.CertificateId!))!.At.ShouldBe(Morning.AddHours(4));
    }

    [Fact]
    public async Task It_goes_on_after_a_restart_and_ends_with_its_cause()
    {
        await Deliver(hours: 4, "0.820");
        await Restart();
        await Deliver(hours: 8, "0.830");
        await Deliver(hours: 12, "0.100");
        await Restart();
        await Deliver(hours: 16, "0.100");

        var alert = (await store.Alerts.List(new AlertFilter(), null, 10)).Items.Single();
        (alert.State, alert.Finding.Level, alert.Finding.Value, alert.Finding.ResolvedAt).ShouldBe((AlertState.Resolved, AlertLevel.Yellow, "0.830", Morning.AddHours(16)));
        (await store.Alerts.Timeline(alert.Finding.Id)).Select(e => e.Action).ShouldBe(["raised", "escalated", "resolved"]);
    }

    [Fact]
    public async Task Listeners_hear_of_it_when_it_can_be_read()
    {
        using var subscription = feed.Subscribe();
        await Deliver(hours: 4, "0.820");

        AlertChanged? heard = null;
        while (heard is null)
        {
            heard = await Eventually.Ends(subscription.Events.ReadAsync().AsTask()) as AlertChanged;
        }

        heard.Station.ShouldBe(Id);
        (await store.Alerts.Find(heard.AlertId)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_repeat_and_a_late_value_change_nothing_they_should_not()
    {
        await Deliver(hours: 8, "0.820");
        var first = (await store.Alerts.List(new AlertFilter(), null, 10)).Items.Single();

        await Deliver(hours: 8, "0.820");
        await Deliver(hours: -4, "0.200");
        (await store.Alerts.List(new AlertFilter(), null, 10)).Items.Single().Finding.ShouldBe(first.Finding);

        await Deliver(hours: 4, "0.100");
        (await store.Alerts.Find(first.Finding.Id))!.State.ShouldBe(AlertState.Resolved);
    }

    private async Task Deliver(int hours, string ammonia)
    {
        var at = Morning.AddHours(hours);
        var key = new ReadingKey(ParameterCode.Parse("w21003"), ReadingKind.Instant, at, TimeSpan.Zero, ReadingSource.Automatic);
        var telemetry = new Telemetry(Id, "FIXTURE0001", StationKind.Water, "hj212", "2011", at, at, [new Reading(key, ammonia, "N", "mg/L")]);
        await stations.Accept(new StationBatch(Id, "gw", clock.GetUtcNow(), [new SequencedTelemetry(++sequence, telemetry)]));
    }

    private async Task Restart()
    {
        await Stop();
        Start();
    }

    private void Start()
    {
        store = SqliteMonitoringStore.Open(folder.Path, clock);
        stations = new InProcessStationHost(store.Stations, store.Registry, feed, new SiloOptions(), new DeviceOptions(), clock);
    }

    private async Task Stop()
    {
        await stations.DisposeAsync();
        await store.DisposeAsync();
    }
}
