using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;

namespace Monitoring.Gateway.Spool;

/// <summary>
/// The durable queue between doors and uplink: one SQLite file. What <see cref="Append"/> has answered survives a kill of the
/// process and stays until a receipt of the backend names it. Order is the sequence, never the clock.
/// </summary>
public sealed class TelemetrySpool : IAsyncDisposable
{
    /// <summary>Counted for each row beside its bytes: key, times, station and the page's share.</summary>
    public const int RowOverheadBytes = 64;

    private readonly DataFile file;
    private readonly SpoolLevel level;
    private readonly SpoolWriter writer;
    private readonly SpoolReader reader;
    private readonly SpoolCheck check;
    private readonly DiskWatch disk;
    private readonly SpoolOptions options;
    private readonly TimeProvider clock;

    private static readonly DataFileKind Kind = new(typeof(TelemetrySpool).Namespace!, ["gateway"], RowCheck.IsBelievable);

    private TelemetrySpool(DataFile file, SpoolLevel level, SpoolOptions options, TimeProvider clock, ILogger logger)
    {
        this.file = file;
        this.level = level;
        this.options = options;
        this.clock = clock;
        reader = new SpoolReader(file);
        check = new SpoolCheck(reader, logger);
        disk = new DiskWatch(file.Path, options.MaxBytes, logger);
        writer = new SpoolWriter(file, level, disk, options.QueueLength, clock, logger);
    }

    /// <summary>Made when the file was made, and kept in it; another one when the file was damaged and replaced.</summary>
    public string GatewayId => level.Numbers.GatewayId;

    /// <summary>Under which id the rows are numbered, and from where on.</summary>
    public SpoolNumbers Numbers => level.Numbers;

    /// <summary>The greatest number given so far; 0 before the first.</summary>
    public long LastSequence => level.LastSequence;

    /// <summary>Messages that no receipt has settled.</summary>
    public long PendingRows => level.Read().Rows;

    /// <summary>Their bytes, each with its overhead.</summary>
    public long PendingBytes => level.Read().Bytes;

    public long MaxBytes => options.MaxBytes;

    public SpoolStatus Status
    {
        get
        {
            var (rows, bytes, last, refused) = level.Read();
            return new SpoolStatus(GatewayId, rows, bytes, options.MaxBytes, last, Oldest(), refused, level.IsFull, disk.IsShort, writer.IsWriting, check.Status, file.StatusWith(writer.Pragmas));
        }
    }

    // A file that cannot be read there is being replaced, and the rest of the status is what says so.
    private DateTimeOffset? Oldest()
    {
        try
        {
            return reader.OldestEnqueuedAt();
        }
        catch (GatewayException)
        {
            return null;
        }
    }

    /// <summary>The writer, for tests that make its disk fail.</summary>
    internal SpoolWriter Writer => writer;

    /// <summary>
    /// Opens the spool, or begins one. A damaged file is put aside (<see cref="SpoolStatus.File"/> says so) and its readable rows go on
    /// in a new one. Takes as long for gigabytes as for nothing: after an unclean stop their rows are read again beside the work.
    /// </summary>
    /// <exception cref="GatewayException">The file is in use by another process, newer than this program, or cannot be opened.</exception>
    public static Task<TelemetrySpool> Open(string path, SpoolOptions options, TimeProvider clock, ILogger? logger = null) =>
        Task.Run(() => OpenHere(path, options, clock, logger ?? NullLogger.Instance));

    /// <summary>
    /// Takes a message; completes after the commit (and its sync) that holds it, with its sequence. The token ends only the
    /// wait for a place in the queue: a message that was queued is stored.
    /// </summary>
    /// <exception cref="SpoolFullException">Nothing was stored: do not acknowledge.</exception>
    /// <exception cref="GatewayException">The disk refused: nothing was stored, do not acknowledge.</exception>
    public ValueTask<long> Append(Telemetry telemetry, CancellationToken cancellationToken)
    {
        var append = new AppendWrite(clock.GetUtcNow().ToUnixTimeMilliseconds(), telemetry.Station.Value, UplinkWire.Write(telemetry));
        if (level.Reserve(append.Size) is { } full)
        {
            return ValueTask.FromException<long>(full);
        }

        // Nearly always there is a place in the queue: then the commit alone is waited for, and no task of its own stands between it and who waits.
        var queued = writer.Enqueue(append, cancellationToken);
        return queued.IsCompletedSuccessfully ? new ValueTask<long>(append.Task) : Committed(queued, append);
    }

    /// <summary>Committed rows after a number, oldest first, up to both bounds but at least one.</summary>
    public IReadOnlyList<SpoolRow> Read(long after, int maxRows, long maxBytes) => reader.OldestFirst(after, maxRows, maxBytes);

    /// <summary>The newest committed rows after a number, in ascending order, up to both bounds but at least one.</summary>
    public IReadOnlyList<SpoolRow> ReadNewest(long after, int maxRows, long maxBytes)
    {
        var rows = reader.NewestFirst(after, maxRows, maxBytes);
        rows.Reverse();
        return rows;
    }

    /// <summary>Completes once a row with a greater number than <paramref name="after"/> is committed.</summary>
    public Task WaitForMore(long after, CancellationToken cancellationToken) => level.WaitForMore(after, cancellationToken);

    /// <summary>
    /// Deletes settled rows; how many were still there. Asking twice does no harm. What was settled under other numbers stays: the file was replaced
    /// since, and the backend must see each of its rows under the new id, or it would take them for lost.
    /// </summary>
    /// <exception cref="GatewayException">The disk refused: the rows are still there.</exception>
    public async Task<long> Release(IReadOnlyList<SequenceRange> settled, SpoolNumbers under, CancellationToken cancellationToken)
    {
        var release = new ReleaseWrite(settled, under);
        await writer.Enqueue(release, cancellationToken);
        return await release.Task;
    }

    /// <summary>Stores what is queued and closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        check.Stop();

        // The reader first: the last connection to close folds the journal into the file.
        reader.Dispose();
        await writer.DisposeAsync();
    }

    private async ValueTask<long> Committed(ValueTask queued, AppendWrite append)
    {
        try
        {
            await queued;
        }
        catch
        {
            level.GiveBack(append.Size);
            throw;
        }

        return await append.Task;
    }

    private static TelemetrySpool OpenHere(string path, SpoolOptions options, TimeProvider clock, ILogger logger)
    {
        var opened = DataFile.Open(path, Kind, clock, logger);
        try
        {
            var spool = new TelemetrySpool(opened, new SpoolLevel(options.MaxBytes, logger), options, clock, logger);
            spool.writer.Start();
            if (opened.WasUncleanStart && new FileInfo(opened.Path).Length > Soundness.WholeUpTo)
            {
                spool.check.Start(through: spool.LastSequence);
            }

            return spool;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
