using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.DataFiles;

public sealed class GroupCommitWriterTests : IDisposable
{
    private const int InputOutputError = 10;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_full_disk_fails_whoever_waits_and_nothing_of_the_group_is_stored()
    {
        await using var writer = Open();
        await writer.Write(connection => connection.Execute("PRAGMA max_page_count = 1"));

        var refusal = await Should.ThrowAsync<GatewayException>(() => writer.Write(Insert(1, bytes: 1_000_000)));

        refusal.InnerException.ShouldBeOfType<SqliteException>().SqliteErrorCode.ShouldBe(13);
        writer.IsWriting.ShouldBeFalse();
        Stored().ShouldBe(0);
    }

    [Fact]
    public async Task Goes_on_on_the_same_connection_when_the_disk_has_room_again()
    {
        await using var writer = Open();
        await writer.Write(connection => connection.Execute("PRAGMA max_page_count = 1"));
        await Should.ThrowAsync<GatewayException>(() => writer.Write(Insert(1, bytes: 1_000_000)));

        await writer.Write(connection => connection.Execute("PRAGMA max_page_count = 1000000"));
        await writer.Write(Insert(1, bytes: 1_000_000));

        writer.IsWriting.ShouldBeTrue();
        writer.Connections.ShouldBe(1);
        Stored().ShouldBe(1);
    }

    [Fact]
    public async Task Goes_on_on_a_new_connection_after_an_input_output_error()
    {
        await using var writer = Open();
        await writer.Write(Insert(1));

        await Should.ThrowAsync<GatewayException>(() => writer.Write(connection =>
        {
            Insert(2)(connection);
            throw new SqliteException("disk I/O error", InputOutputError);
        }));
        await writer.Write(Insert(3));

        writer.Connections.ShouldBe(2);
        writer.Pragmas.IsDurable.ShouldBeTrue();
        Stored().ShouldBe(2);
    }

    [Fact]
    public async Task Lives_on_when_the_file_cannot_be_opened_again_after_an_error()
    {
        await using var writer = Open();
        await writer.Write(Insert(1));
        await Should.ThrowAsync<GatewayException>(() => writer.Write(_ => throw new SqliteException("disk I/O error", InputOutputError)));

        writer.PreparingFails = true;
        for (var attempt = 0; attempt < 2; attempt++)
        {
            var refusal = await Should.ThrowAsync<GatewayException>(() => Eventually.Ends(writer.Write(Insert(2))));
            refusal.InnerException.ShouldBeOfType<SqliteException>();
        }

        writer.PreparingFails = false;
        await Eventually.Ends(writer.Write(Insert(3)));

        Stored().ShouldBe(2);
    }

    [Fact]
    public async Task Takes_what_waits_into_one_commit()
    {
        await using var writer = Open();
        using var entered = new SemaphoreSlim(0);
        using var release = new SemaphoreSlim(0);
        var first = writer.Write(connection =>
        {
            entered.Release();
            release.Wait();
        });
        await entered.WaitAsync();

        var waiting = Enumerable.Range(1, 100).Select(n => writer.Write(Insert(n))).ToList();
        release.Release();
        await Eventually.Ends(Task.WhenAll(waiting));

        await first;
        writer.Groups.ShouldBe([1, 100]);
    }

    private static Action<SqliteConnection> Insert(int number, int bytes = 10) => connection =>
    {
        using var insert = connection.Prepared("INSERT INTO message (sequence, enqueued_ms, station, bytes) VALUES ($n, 0, '', zeroblob($bytes))", "$n", "$bytes");
        insert.With(number, bytes).ExecuteNonQuery();
    };

    private long Stored()
    {
        using var connection = new SqliteConnection($"Data Source={folder["file.db"]};Pooling=False");
        connection.Open();
        return (long)connection.Scalar("SELECT count(*) FROM message")!;
    }

    private PlainWriter Open()
    {
        var writer = new PlainWriter(DataFile.Open(folder["file.db"], new DataFileKind(typeof(TelemetrySpool)), TimeProvider.System, NullLogger.Instance));
        writer.Start();
        return writer;
    }

    private sealed class PlainWrite(Action<SqliteConnection> work) : TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public Action<SqliteConnection> Work => work;
    }

    private sealed class PlainWriter(DataFile file) : GroupCommitWriter<PlainWrite>(file, queueLength: 1024, NullLogger.Instance)
    {
        private SqliteConnection? current;

        public int Connections { get; private set; }

        /// <summary>While true, the file opens and its statements do not compile, as on a disk that went away.</summary>
        public bool PreparingFails { get; set; }

        public List<int> Groups { get; } = [];

        public async Task Write(Action<SqliteConnection> work)
        {
            var write = new PlainWrite(work);
            await Enqueue(write, CancellationToken.None);
            await write.Task;
        }

        protected override void Prepare(SqliteConnection connection)
        {
            if (PreparingFails)
            {
                throw new SqliteException("disk I/O error", InputOutputError);
            }

            current = connection;
            Connections++;
        }

        protected override void Apply(PlainWrite write) => write.Work(current!);

        protected override void Committed(IReadOnlyList<PlainWrite> writes)
        {
            Groups.Add(writes.Count);
            foreach (var write in writes)
            {
                write.SetResult();
            }
        }

        protected override void Failed(IReadOnlyList<PlainWrite> writes, GatewayException reason)
        {
            foreach (var write in writes)
            {
                write.SetException(reason);
            }
        }
    }
}
