using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Quarantine;

/// <summary>
/// What was not taken, with its bytes and the reason: refused messages of the doors, bounded so that a flood costs only its own
/// sender's evidence, and parked spool rows, which are never given up. A file and a writer of its own, so that garbage does
/// not slow the spool.
/// </summary>
public sealed class QuarantineStore : IAsyncDisposable
{
    /// <summary>Most messages of one page of <see cref="List"/>.</summary>
    public const int MaxPage = 200;

    private readonly DataFile file;
    private readonly QuarantineTally tally;
    private readonly QuarantineWriter writer;
    private readonly QuarantineReader reader;
    private readonly QuarantineOptions options;
    private readonly TimeProvider clock;

    private QuarantineStore(DataFile file, QuarantineOptions options, TimeProvider clock, ILogger logger)
    {
        this.file = file;
        this.options = options;
        this.clock = clock;
        tally = new QuarantineTally();
        reader = new QuarantineReader(file);
        writer = new QuarantineWriter(file, options, tally, logger);
    }

    public QuarantineStatus Status => tally.ToStatus(options, writer.IsDiskShort, writer.IsWriting, file.StatusWith(writer.Pragmas));

    /// <summary>Opens the quarantine, or begins an empty one.</summary>
    /// <exception cref="GatewayException">The file is in use by another process, newer than this program, or cannot be opened.</exception>
    public static Task<QuarantineStore> Open(string path, QuarantineOptions options, TimeProvider clock, ILogger? logger = null) =>
        Task.Run(() => OpenHere(path, options, clock, logger ?? NullLogger.Instance));

    /// <summary>Keeps a refused message; its id, or null when it was only counted as a repeat. Durable before it completes.</summary>
    /// <exception cref="GatewayException">The disk refused.</exception>
    public Task<long?> Add(RefusedMessage message, CancellationToken cancellationToken) => Write(new RefusedWrite(NowMs(), message), cancellationToken);

    /// <summary>Keeps a spool row that will never be accepted; its id. Durable before it completes; parking a row twice keeps it once.</summary>
    /// <exception cref="QuarantineFullException">The row must stay in the spool.</exception>
    /// <exception cref="GatewayException">The disk refused.</exception>
    public async Task<long> Park(ParkedRow row, CancellationToken cancellationToken) =>
        await Write(new ParkWrite(NowMs(), row), cancellationToken) ?? throw new InvalidOperationException("a parked row has an id");

    /// <summary>The newest first, at most <see cref="MaxPage"/>; <paramref name="before"/> is the last id of the page before.</summary>
    public IReadOnlyList<QuarantinedMessage> List(long? before, int limit) => reader.NewestFirst(before ?? long.MaxValue, Math.Clamp(limit, 0, MaxPage));

    public QuarantinedMessage? Find(long id) => reader.Find(id);

    /// <summary>Ids of chosen messages whose readings are not in yet, ascending, behind an id.</summary>
    internal IReadOnlyList<long> Waiting(ReplayChoice choice, long after, int limit) => reader.Waiting(choice, after, limit);

    /// <summary>Notes what came of a replay. A message that is in may from now on make room for others. Durable before it completes.</summary>
    /// <exception cref="GatewayException">The disk refused.</exception>
    internal Task Replayed(long id, Replay replay) => Write(new ReplayedWrite(NowMs(), id, replay), CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await writer.DisposeAsync();
    }

    private static QuarantineStore OpenHere(string path, QuarantineOptions options, TimeProvider clock, ILogger logger)
    {
        var opened = DataFile.Open(path, new DataFileKind(typeof(QuarantineStore)), clock, logger);
        try
        {
            var store = new QuarantineStore(opened, options, clock, logger);
            store.writer.Start();
            return store;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private long NowMs() => clock.GetUtcNow().ToUnixTimeMilliseconds();

    private async Task<long?> Write(QuarantineWrite write, CancellationToken cancellationToken)
    {
        await writer.Enqueue(write, cancellationToken);
        return await write.Task;
    }
}
