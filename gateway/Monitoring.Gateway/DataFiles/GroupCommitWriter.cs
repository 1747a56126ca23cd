using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// The one writer of a data file: a thread and a connection of its own. It takes whatever waits in its bounded queue, writes
/// it in one transaction, and only after the commit lets the waiting callers go on. There is no waiting window: while one
/// commit syncs, the next group gathers.
/// </summary>
/// <typeparam name="TWrite">One thing to write, with the caller that waits for it.</typeparam>
internal abstract class GroupCommitWriter<TWrite> : IAsyncDisposable
    where TWrite : class
{
    // Bounds how long the first of a group waits for the last, and how much a failed group takes back.
    private const int MaxGroup = 4096;

    // SQLITE_FULL and SQLITE_BUSY leave the connection sound; after anything else it is made anew.
    private const int Busy = 5;
    private const int Full = 13;

    // A rescue copies the whole file: it is not tried again with each write while the disk has no room for it.
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    private readonly DataFile file;
    protected ILogger Logger { get; }
    // A null wakes the writer: there is something else to do.
    private readonly Channel<TWrite?> queue;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TWrite> group = [];
    private SqliteConnection? connection;
    private SqliteCommand? begin;
    private SqliteCommand? commit;
    private SqliteCommand? rollback;
    private FoundDamage? damage;
    private bool isUnrepaired;
    private TimeSpan pause = FirstPause;
    private ITimer? retry;
    private volatile bool isPausing;
    private volatile bool isWriting = true;
    private volatile PragmaReport pragmas = new("", 0);

    protected GroupCommitWriter(DataFile file, int queueLength, ILogger logger)
    {
        this.file = file;
        Logger = logger;
        queue = Channel.CreateBounded<TWrite?>(new BoundedChannelOptions(queueLength) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });
        file.DamageFound = found =>
        {
            // A full queue wakes the writer without us.
            Volatile.Write(ref damage, found);
            queue.Writer.TryWrite(null);
        };
    }

    /// <summary>False after a failed commit, until one succeeds.</summary>
    public bool IsWriting => isWriting;

    /// <summary>Read on the connection that writes, each time one is opened.</summary>
    public PragmaReport Pragmas => pragmas;

    /// <summary>Opens the connection and begins to write.</summary>
    public void Start()
    {
        try
        {
            Connect();
        }
        catch (SqliteException e) when (Soundness.IsDamage(e))
        {
            file.Replace(e.Message);
            Connect();
        }

        new Thread(Work) { IsBackground = true, Name = "writer of " + Path.GetFileName(file.Path) }.Start();
    }

    /// <summary>Queues a write; waits while the queue is full. The token ends only this wait.</summary>
    /// <exception cref="GatewayException">The file is closed.</exception>
    public async ValueTask Enqueue(TWrite write, CancellationToken cancellationToken)
    {
        try
        {
            await queue.Writer.WriteAsync(write, cancellationToken);
        }
        catch (ChannelClosedException e)
        {
            throw new GatewayException($"the data file {file.Path} is closed", e);
        }
    }

    /// <summary>Writes what is queued, closes the connection and the file.</summary>
    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await ended.Task;
    }

    /// <summary>
    /// Compiles the statements of a fresh connection, and reads again what is remembered of the file: a commit that reported an
    /// I/O error may have reached the disk all the same.
    /// </summary>
    protected abstract void Prepare(SqliteConnection connection);

    /// <summary>Lets go of what <see cref="Prepare"/> made and the connection knows nothing of: it is about to be closed.</summary>
    protected virtual void LetGo()
    {
    }

    /// <summary>Writes one thing inside the group's transaction. Nothing that others see may change before <see cref="Committed"/>.</summary>
    protected abstract void Apply(TWrite write);

    /// <summary>Writes what belongs to the group as a whole, right before its commit.</summary>
    protected virtual void Seal()
    {
    }

    protected abstract void Committed(IReadOnlyList<TWrite> writes);

    /// <summary>Nothing of the group was stored.</summary>
    protected abstract void Failed(IReadOnlyList<TWrite> writes, GatewayException reason);

    /// <summary>True for a write that leaves more room than it takes: it may use what is kept for a full disk.</summary>
    protected virtual bool Frees(TWrite write) => false;

    /// <summary>Why nothing but what <see cref="Frees"/> is written now; null when everything is.</summary>
    protected virtual string? Closed(SqliteConnection connection, IReadOnlyList<TWrite> writes) => null;

    /// <summary>The disk is full: true when there is room now for what <see cref="Frees"/>.</summary>
    protected virtual bool MakeRoom() => false;

    /// <summary>The group was rolled back on a connection that stays: memory that <see cref="Apply"/> changed is set right here.</summary>
    protected virtual void TakenBack()
    {
    }

    private void Work()
    {
        try
        {
            while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
            {
                while (group.Count < MaxGroup && queue.Reader.TryRead(out var write))
                {
                    if (write is not null)
                    {
                        group.Add(write);
                    }
                }

                Repair();
                if (group.Count > 0)
                {
                    WriteGroup();
                    group.Clear();
                    Repair();
                }
            }

            Close();
        }
        finally
        {
            retry?.Dispose();
            file.Dispose();
            ended.SetResult();
        }
    }

    private void WriteGroup()
    {
        var fault = TryWrite();
        if (fault is SqliteException { SqliteErrorCode: Full } && group.Exists(Frees))
        {
            // What takes room goes out of the way of what frees it.
            var hasMadeRoom = MakeRoom();
            if (Refuse(fault) || hasMadeRoom)
            {
                fault = TryWrite();
            }
        }

        if (fault is not null)
        {
            Fail(group, fault);
        }
        else if (group.Count > 0)
        {
            Committed(group);
        }
    }

    /// <returns>What went wrong: nothing of the group is stored.</returns>
    private Exception? TryWrite()
    {
        try
        {
            if (isUnrepaired)
            {
                throw new GatewayException("it is damaged and could not be replaced yet");
            }

            Connect();
            var closed = Closed(connection!, group);
            if (closed is not null)
            {
                Refuse(new GatewayException(closed));
                if (group.Count == 0)
                {
                    return null;
                }
            }

            begin!.ExecuteNonQuery();
            foreach (var write in group)
            {
                Apply(write);
            }

            Seal();
            commit!.ExecuteNonQuery();
            if (closed is null && !isWriting)
            {
                Logger.LogInformation("Writing {Path} works again", file.Path);
                isWriting = true;
            }

            return null;
        }
        catch (Exception e)
        {
            // Whatever it was, the callers must hear of it, and the writer must live on: it is the only one.
            TakeBack(e);
            damage = Soundness.IsDamage(e) ? new FoundDamage(e.Message, file.Generation) : damage;
            return e;
        }
    }

    // What frees stays in the group; true when something went.
    private bool Refuse(Exception fault)
    {
        var refused = group.FindAll(w => !Frees(w));
        group.RemoveAll(w => !Frees(w));
        if (refused.Count > 0)
        {
            Fail(refused, fault);
        }

        return refused.Count > 0;
    }

    private void Fail(List<TWrite> writes, Exception fault)
    {
        if (isWriting)
        {
            Logger.LogError(fault, "Writing {Path} failed; nothing of this group is acknowledged, and the next group tries again", file.Path);
        }

        isWriting = false;
        Failed(writes, new GatewayException($"the data file {file.Path} could not be written: {fault.Message}", fault));
    }

    private void Connect()
    {
        if (connection is not null)
        {
            return;
        }

        var opened = file.OpenWriter();
        try
        {
            begin = opened.Prepared("BEGIN IMMEDIATE");
            commit = opened.Prepared("COMMIT");
            rollback = opened.Prepared("ROLLBACK");
            Prepare(opened);
            pragmas = new PragmaReport((string)opened.Scalar("PRAGMA journal_mode")!, (int)(long)opened.Scalar("PRAGMA synchronous")!);
            connection = opened;
        }
        catch
        {
            LetGo();
            opened.Dispose();
            throw;
        }
    }

    private void TakeBack(Exception cause)
    {
        if (connection is null)
        {
            // The group never began: the file could not be opened again after the failure before.
            return;
        }

        try
        {
            // SQLite may have rolled back by itself; then this has nothing to do, and says so.
            rollback!.ExecuteNonQuery();
        }
        catch (SqliteException e)
        {
            Logger.LogDebug(e, "Nothing to roll back in {Path}", file.Path);
        }

        if (cause is SqliteException { SqliteErrorCode: Busy or Full })
        {
            TakenBack();
            return;
        }

        Disconnect();
    }

    private void Disconnect()
    {
        LetGo();
        connection?.Dispose();
        (connection, begin, commit, rollback) = (null, null, null, null);
    }

    // Who waits in the queue meanwhile waits: nothing is acknowledged, nothing is lost.
    private void Repair()
    {
        if (isPausing || Volatile.Read(ref damage) is not { } found || found.Generation != file.Generation)
        {
            return;
        }

        Disconnect();
        try
        {
            file.Replace(found.Fault);
            (isUnrepaired, pause) = (false, FirstPause);
            Connect();
        }
        catch (Exception e)
        {
            isWriting = false;
            isUnrepaired = found.Generation == file.Generation;
            Logger.LogError(e, "{Path} is damaged ({Damage}) and could not be replaced; nothing is written into it, and it is tried again in {Pause}", file.Path, found.Fault, pause);
            Rest();
        }
    }

    private void Rest()
    {
        isPausing = true;
        retry?.Dispose();
        retry = file.After(pause, () =>
        {
            isPausing = false;
            queue.Writer.TryWrite(null);
        });
        pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
    }

    private void Close()
    {
        if (isUnrepaired)
        {
            // The mark of an unclean stop stays in it: the next start looks closer.
            return;
        }

        try
        {
            Connect();
            OpeningMark.Clear(connection!);
        }
        catch (Exception e) when (e is SqliteException or GatewayException)
        {
            Logger.LogWarning(e, "{Path} could not be closed in order; everything acknowledged is in it and its journal", file.Path);
        }
        finally
        {
            Disconnect();
        }
    }
}
