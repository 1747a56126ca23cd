using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Metrics;
using Monitoring.Silo.Series;
using Monitoring.Storage.Series;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Series;

public sealed class SeriesRegistrationTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("Storage:Series:Kind is none, influx or influx-client, not 'mongo'", "Kind=mongo")]
    [InlineData("Storage:Series:Influx:Url names the server", "Kind=influx")]
    [InlineData("Storage:Series:Influx:Bucket is written at", "Kind=influx", "Influx:Url=http://127.0.0.1:1", "Influx:Api=v2")]
    [InlineData("without TLS", "Kind=influx", "Influx:Url=http://series.example", "Influx:Token=t")]
    public async Task A_series_that_cannot_be_stops_the_start_with_a_line_that_names_the_key(string expected, params string[] settings)
    {
        await using var host = Host(settings);

        var failure = await Should.ThrowAsync<OptionsValidationException>(() => host.Start());

        failure.Message.ShouldContain(expected);
        StartFailure.Of(failure, "").ShouldNotBeNull().Message.ShouldBe(failure.Message);
    }

    [Fact]
    public async Task A_build_without_the_library_says_how_to_get_one_with_it()
    {
        Assert.SkipWhen(SeriesStores.Kinds.Contains(SeriesKind.InfluxClient), "this build has InfluxDB.Client");
        await using var host = Host("Kind=influx-client");

        (await Should.ThrowAsync<OptionsValidationException>(() => host.Start())).Message.ShouldContain("./run --full");
    }

    [Fact]
    public async Task A_silo_whose_series_server_is_not_there_takes_readings_and_says_what_waits()
    {
        using var metrics = new MetricsText();
        await using var host = Host("Kind=influx", $"Influx:Url=http://127.0.0.1:{FreePort.Take()}", "Influx:TotalTimeout=00:00:00.200", "FailurePause=00:00:00.050", "LookEvery=00:00:00.050");
        await host.Start();

        var receipt = await host.Services.GetRequiredService<IIngest>().Accept(new IngestBatch("gw", [new SequencedTelemetry(1, Message.ClassTwo(SiloUnderTest.Noon))]), default);

        receipt.Accepted.ShouldBe([new SequenceRange(1, 1)]);
        await Eventually.True(async () => (await Series(host)) is { Status: HealthStatus.Degraded } health && health.Description!.Contains("cannot be reached") && health.Description.Contains("1 messages wait"));
        metrics.Write().ShouldContain("monitoring_series_waiting 1\n");
        metrics.Write().ShouldContain("monitoring_series_lag_seconds ");
    }

    [Fact]
    public async Task A_silo_without_a_series_forgets_what_was_noted_for_one()
    {
        await using (var store = Monitoring.Storage.Sqlite.SqliteMonitoringStore.Open(folder.Path, TimeProvider.System))
        {
            await store.Outbox.Follow("left");
        }

        await using var host = Host();
        await host.Start();
        await host.Services.GetRequiredService<IIngest>().Accept(new IngestBatch("gw", [new SequencedTelemetry(1, Message.ClassTwo(SiloUnderTest.Noon))]), default);

        (await host.Services.GetRequiredService<ISeriesOutbox>().Backlog()).ShouldBe(SeriesBacklog.None);
    }

    public void Dispose() => folder.Dispose();

    private static async Task<HealthReportEntry> Series(RunningHost host) =>
        (await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync()).Entries["series"];

    private RunningHost Host(params string[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Configuration.AddInMemoryCollection(settings.Select(s => s.Split('=', 2)).Select(s => new KeyValuePair<string, string?>($"{SeriesOptions.Section}:{s[0]}", s[1]))
            .Append(new("Silo:DataFolder", folder.Path)).Append(new("Silo:SeedRegistry", "false")));
        builder.Services.AddSilo(builder.Configuration).AddSeries(builder.Configuration);
        return new RunningHost(builder.Build());
    }

    private sealed class RunningHost(IHost host) : IAsyncDisposable
    {
        private bool isStarted;

        public IServiceProvider Services => host.Services;

        public async Task Start()
        {
            await host.StartAsync();
            isStarted = true;
        }

        public async ValueTask DisposeAsync()
        {
            if (isStarted)
            {
                await host.StopAsync();
            }

            await ((IAsyncDisposable)host).DisposeAsync();
        }
    }
}
