using Monitoring.Storage.Alerts;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Relational;

/// <summary>The store over an engine's readers and its one writer; an engine adds how it opens and what it says of itself.</summary>
public abstract class RelationalStore : IMonitoringStore
{
    // As many as can wait before those who come are made to wait at the door.
    private const int QueueCapacity = 8192;

    private readonly GroupCommitter committer;
    private readonly StationRegistry registry;
    private readonly UserStore users;

    /// <param name="readers">For questions: however many and slow, stations do not wait for them.</param>
    /// <param name="stationReaders">For what stations read.</param>
    /// <param name="writer">The one writer.</param>
    /// <param name="hasMonths">Readings lie in months that go whole.</param>
    /// <param name="clock">The time.</param>
    private protected RelationalStore(IReaders readers, IReaders stationReaders, IStoreWriter writer, bool hasMonths, TimeProvider clock)
    {
        committer = new GroupCommitter(writer, QueueCapacity);
        users = new UserStore(readers, committer);
        registry = new StationRegistry(readers, committer);
        Stations = new StationStore(stationReaders, committer, registry, clock);
        Queries = new ReadingQueries(readers, clock);
        Alerts = new AlertStore(readers, committer);
        Certificates = new CertificateStore(readers, committer, clock);
        Outbox = new SeriesOutbox(readers, committer);
        Retention = new Retention(readers, committer, hasMonths);
    }

    public IStationRegistry Registry => registry;

    public IStationStore Stations { get; }

    public IReadingQueries Queries { get; }

    public IAlertStore Alerts { get; }

    public ICertificateStore Certificates { get; }

    public IRetention Retention { get; }

    public IUserStore Users => users;

    public IAuditTrail Audit => users;

    public ISeriesOutbox Outbox { get; }

    public Task<StoreStatus> Status(CancellationToken cancellationToken = default)
    {
        var counters = committer.Counters;
        return committer.Commit(
            writer => Describe(writer.Session) with
            {
                Commits = counters.Commits,
                Writes = counters.Writes,
                LargestGroup = counters.LargestGroup,
                Waiting = committer.Waiting,
            },
            cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await committer.DisposeAsync();
        Close();
        GC.SuppressFinalize(this);
    }

    /// <summary>Another process changed the registry.</summary>
    private protected void NoticeRegistry() => registry.Noticed();

    /// <summary>Place, engine, schema and durability; the counters are the base's.</summary>
    private protected abstract StoreStatus Describe(ISession session);

    /// <summary>Called once, after the last write.</summary>
    private protected abstract void Close();
}
