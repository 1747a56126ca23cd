using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Ingest;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests;

/// <summary>A silo on a real store, with a clock that moves when told. <see cref="Restart"/> is a new process on the same store.</summary>
internal sealed class SiloUnderTest : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 8, 21, 12, 0, 0, ChinaTime.Offset);
    private readonly TemporaryFolder own = new();
    private readonly Func<TimeProvider, IMonitoringStore> open;

    /// <param name="folder">A data folder that is there already; else one of its own.</param>
    /// <param name="options">Sets what the parts read when they are made.</param>
    /// <param name="store">Opens another store than the folder's.</param>
    public SiloUnderTest(DateTimeOffset? now = null, string? folder = null, Action<SiloOptions>? options = null, Func<TimeProvider, IMonitoringStore>? store = null)
    {
        options?.Invoke(Options);
        Folder = folder ?? own.Path;
        open = store ?? (clock => SqliteMonitoringStore.Open(Folder, clock));
        Clock = new ManualTimeProvider(now ?? Noon);
        (Store, FaultyStore, Feed, Host, Ingest) = Start();
    }

    public ManualTimeProvider Clock { get; }

    public SiloOptions Options { get; } = new() { SweepEvery = TimeSpan.FromMinutes(1) };

    public string Folder { get; }

    public IMonitoringStore Store { get; private set; }

    public FaultyStationStore FaultyStore { get; private set; }

    public StationFeed Feed { get; private set; }

    public InProcessStationHost Host { get; private set; }

    public IngestService Ingest { get; private set; }

    public IReadingQueries Queries => new CertifiedQueries(Store.Queries, Store.Stations, Store.Certificates);

    public ICertificates Certificates => new StoredCertificates(Store.Queries, Store.Stations, Store.Certificates);

    /// <param name="whileStopped">Done to the files between the two processes.</param>
    public async Task Restart(Action? whileStopped = null)
    {
        await Stop();
        whileStopped?.Invoke();
        (Store, FaultyStore, Feed, Host, Ingest) = Start();
    }

    public async Task<IngestReceipt> Send(params Telemetry[] messages) => await Send("gw", 1, messages);

    public async Task<IngestReceipt> Send(string gateway, long firstSequence, params Telemetry[] messages) =>
        await Ingest.Accept(new IngestBatch(gateway, [.. messages.Select((m, i) => new SequencedTelemetry(firstSequence + i, m))]), default);

    public Task<IngestReceipt> Fill(string gateway, long firstSequence, params IEnumerable<Telemetry> messages) => Ingest.Accept(
        new IngestBatch(gateway, [.. messages.Select((m, i) => new SequencedTelemetry(firstSequence + i, m))], IngestLane.Backlog), default);

    public async Task<StoredVerdict?> Verdict(StationId station) => (await Queries.LatestVerdicts([station])).GetValueOrDefault(station);

    public async Task<IReadOnlyList<Aggregate>> Aggregates(StationId station, string parameter, AggregateResolution resolution) =>
        (await Queries.Aggregates(new ReadingRange(station, ParameterCode.Parse(parameter), Noon.AddYears(-2), Noon.AddYears(2)), resolution, cursor: null, limit: 1000)).Items;

    public async Task<IReadOnlyList<ReadingHistory>> Readings(StationId station, string parameter) =>
        (await Queries.Readings(new ReadingRange(station, ParameterCode.Parse(parameter), Noon.AddYears(-2), Noon.AddYears(2)), cursor: null, limit: 1000)).Items;

    public async ValueTask DisposeAsync()
    {
        await Stop();
        own.Dispose();
    }

    private async Task Stop()
    {
        await Host.DisposeAsync();
        await Store.DisposeAsync();
    }

    private (IMonitoringStore Store, FaultyStationStore Faulty, StationFeed Feed, InProcessStationHost Host, IngestService Ingest) Start()
    {
        var store = open(Clock);
        var faulty = new FaultyStationStore(store.Stations);
        var feed = new StationFeed(Options.FeedCapacity);
        var host = new InProcessStationHost(faulty, store.Registry, feed, Options, new DeviceOptions(), Clock);
        return (store, faulty, feed, host, new IngestService(host, faulty, Options, Clock));
    }
}
