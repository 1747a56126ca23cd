using Microsoft.Extensions.Options;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Silo.Hosting;
using Monitoring.Silo.Ingest;
using Monitoring.Silo.Periods;
using Monitoring.Silo.Stations;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Periods;

/// <summary>A store on a real file that is filled as gateways fill it: through ingest, grain and commit.</summary>
internal sealed class FilledStore : IAsyncDisposable
{
    public const string ClassTwo = "w01001=7.5 w01009=7.0 w01019=3.1 w21003=0.3 w21011=0.08";

    private readonly TemporaryFolder folder = new();
    private readonly InProcessStationHost host;
    private readonly IngestService ingest;
    private long sequence;

    public FilledStore(DateTimeOffset? now = null)
    {
        Clock = new ManualTimeProvider(now ?? new DateTimeOffset(2026, 11, 21, 12, 0, 0, ChinaTime.Offset));
        Store = SqliteMonitoringStore.Open(folder.Path, Clock);
        var options = new SiloOptions();
        host = new InProcessStationHost(Store.Stations, Store.Registry, new StationFeed(options.FeedCapacity), options, new DeviceOptions(), Clock);
        ingest = new IngestService(host, Store.Stations, options, Clock);
        Sections = new SectionPeriods(Store.Queries, Store.Certificates, Options.Create(new PeriodOptions()));
        Air = new AirPeriods(Store.Registry, Store.Queries, Store.Certificates, Options.Create(AirOptions), Clock);
    }

    public ManualTimeProvider Clock { get; }

    public string Folder => folder.Path;

    public SqliteMonitoringStore Store { get; }

    public SectionPeriods Sections { get; }

    public AirPeriods Air { get; }

    public AirOptions AirOptions { get; } = new();

    public WaterMonths Months => new(Store.Registry, Sections, Clock);

    public StatementMonths Statements => new(Store.Registry, Sections, Air, Options.Create(new SiloOptions { DataFolder = Folder }), Clock);

    public ICertificates Certificates => new StoredCertificates(Store.Queries, Store.Stations, Store.Certificates);

    public static Period Month(int year, int month) => Period.MonthOf(new DateOnly(year, month, 1));

    public static DateTimeOffset At(int year, int month, int day, int hour = 0, int minute = 0) => new(year, month, day, hour, minute, 0, ChinaTime.Offset);

    /// <summary>A section with a station of the same id.</summary>
    public async Task<MonitoredSection> Section(
        string id, string province = Province.Sichuan, string river = "长江", bool isMainStem = true, int? target = 2, StationOrigin origin = StationOrigin.Real)
    {
        SectionTarget[] targets = target is { } c ? [new SectionTarget(TargetBasis.Assessment, c, null, null)] : [];
        var section = new Section(id, $"断面{id}", id, WaterBody.River, province, province, "", "", river, isMainStem, IsTransboundary: false, targets);
        await Store.Registry.Upsert(section);
        var station = new Station(
            StationId.Parse(id), id, id, StationKind.Water, StationRole.Section, "national", origin, section.Name, id, province, "", null, null, TimeSpan.FromHours(4), Clock.GetUtcNow());
        await Store.Registry.Upsert(station);
        return new MonitoredSection(section, [station]);
    }

    public async Task<Station> Site(string id, string districtCode, string province)
    {
        var site = new Station(
            StationId.Parse(id), id, null, StationKind.Air, StationRole.AirSite, "national", StationOrigin.Real, id, id, province, districtCode, null, null, TimeSpan.FromHours(1), Clock.GetUtcNow());
        await Store.Registry.Upsert(site);
        return site;
    }

    /// <summary>The same values at every four hours from <paramref name="from"/>, <paramref name="to"/> excluded.</summary>
    public Task Fill(string station, DateTimeOffset from, DateTimeOffset to, string values = ClassTwo) =>
        Send([.. Times(from, to, TimeSpan.FromHours(4)).Select(t => Water(station, t, values))]);

    /// <summary>Instants of a water station: <c>code=text</c> or <c>code=text/flag</c>, apart by blanks.</summary>
    public static Telemetry Water(string station, DateTimeOffset at, string values, DateTimeOffset? sentAt = null, ReadingSource source = ReadingSource.Automatic) =>
        Message(station, StationKind.Water, sentAt ?? at.AddSeconds(20), values, new ReadingKey(default, ReadingKind.Instant, at, TimeSpan.Zero, source));

    public Task FillAir(string site, DateOnly day, string values, int hours = 24) =>
        Send([.. Times(ChinaTime.StartOf(day), ChinaTime.StartOf(day).AddHours(hours), TimeSpan.FromHours(1)).Select(t => AirHour(site, t, values))]);

    public static Telemetry AirHour(string site, DateTimeOffset start, string values) =>
        Message(site, StationKind.Air, start.AddMinutes(62), values, new ReadingKey(default, ReadingKind.Mean, start, TimeSpan.FromHours(1), ReadingSource.Automatic));

    public static Telemetry AirInstant(string site, DateTimeOffset at, string values) =>
        Message(site, StationKind.Air, at.AddSeconds(5), values, new ReadingKey(default, ReadingKind.Instant, at, TimeSpan.Zero, ReadingSource.Automatic));

    public async Task Send(params Telemetry[] messages)
    {
        foreach (var batch in messages.Chunk(200))
        {
            var receipt = await ingest.Accept(new IngestBatch("gw", [.. batch.Select(m => new SequencedTelemetry(++sequence, m))]), default);
            receipt.Rejected.ShouldBeEmpty();
            receipt.RetryAfter.ShouldBeNull();
        }
    }

    public async Task<SectionVerdict> Judge(MonitoredSection section, Period period) => (await Sections.Judge(section, [period])).ShouldHaveSingleItem();

    public async Task Close()
    {
        await host.DisposeAsync();
        await Store.DisposeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Close();
        folder.Dispose();
    }

    private static Telemetry Message(string station, StationKind kind, DateTimeOffset sentAt, string values, ReadingKey key) =>
        new(StationId.Parse(station), station, kind, "hj212", "2011", sentAt, sentAt.AddSeconds(1), [.. values.Split(' ').Select(v => ReadingOf(v, key))]);

    private static Reading ReadingOf(string value, ReadingKey key)
    {
        var parts = value.Split('=');
        var text = parts[1].Split('/');
        return new Reading(key with { Parameter = ParameterCode.Parse(parts[0]) }, text[0], text.Length > 1 ? text[1] : "N", Unit: "");
    }

    private static IEnumerable<DateTimeOffset> Times(DateTimeOffset from, DateTimeOffset to, TimeSpan step)
    {
        for (var at = from; at < to; at += step)
        {
            yield return at;
        }
    }
}
