using System.Collections.Concurrent;
using System.Net;
using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class UplinkWorkerTests
{
    private readonly SimulatedBackend backend = new();

    [Fact]
    public async Task Brings_every_message_over_once_and_empties_the_spool()
    {
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 50);
        await uplink.Start();
        await uplink.IsEmpty();

        await Append(uplink, 51, 100);
        await uplink.IsEmpty();

        backend.Stored.OrderBy(s => s.Key).ShouldBe(Enumerable.Range(1, 100).Select(n => KeyValuePair.Create((long)n, 1)));
        uplink.Worker.Status.LastReceiptAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Sends_what_the_device_said_under_the_name_of_its_spool()
    {
        IngestBatch? seen = null;
        backend.Behaviour = (batch, _) => Task.FromResult(backend.AcceptAll(seen = batch));
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 7, 7);

        await uplink.Start();
        await uplink.IsEmpty();

        seen!.GatewayId.ShouldBe(uplink.Spool.GatewayId);
        seen.Entries.ShouldHaveSingleItem().Message.ToArray().ShouldBe(UplinkWire.Write(Messages.Numbered(7)));
    }

    [Fact]
    public async Task Sends_a_row_as_it_lies_in_the_spool_also_what_it_does_not_know_itself()
    {
        IngestBatch? seen = null;
        backend.Behaviour = (batch, _) => Task.FromResult(backend.AcceptAll(seen = batch));
        byte[] ofLaterVersion = [.. UplinkWire.Write(Messages.Numbered(7)), 0xF8, 0x07, 0x01];
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 7, 7);
        using (var tool = new SqliteConnection($"Data Source={uplink["spool.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute($"UPDATE message SET bytes = x'{Convert.ToHexString(ofLaterVersion)}', crc32c = NULL");
        }

        await uplink.Start();
        await Eventually.True(() => uplink.Spool.All().Count == 0);

        seen!.Entries.ShouldHaveSingleItem().Message.ToArray().ShouldBe(ofLaterVersion);
    }

    [Fact]
    public async Task After_a_damage_every_row_goes_under_the_new_id_so_that_only_what_was_lost_is_missing_there()
    {
        var answering = new TaskCompletionSource();
        var batches = new ConcurrentQueue<IngestBatch>();
        backend.Behaviour = async (batch, _) =>
        {
            batches.Enqueue(batch);
            await answering.Task;
            return backend.AcceptAll(batch);
        };
        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions { MaxBatchRows = 100, FirstPause = TimeSpan.FromMilliseconds(1) });
        await Append(uplink, 1, 2000);
        await uplink.Spool.Release(new SequenceRange(1, 10));
        var id = uplink.Spool.GatewayId;
        await uplink.Start();
        await Eventually.True(() => !batches.IsEmpty);

        await BrokenPage.In(uplink["spool.db"]);
        Should.Throw<GatewayException>(() => uplink.Spool.Read(110, 2000, long.MaxValue));
        await Eventually.True(() => uplink.Spool.GatewayId != id);
        answering.SetResult();
        await uplink.IsEmpty();

        var sent = batches.Where(batch => batch.GatewayId != id).ToList();
        sent.ShouldAllBe(batch => batch.GatewayId == uplink.Spool.GatewayId && batch.NumberedFrom == 11);
        var missing = Enumerable.Range(11, 1990).Select(n => (long)n).Except(sent.SelectMany(batch => batch.Entries).Select(entry => entry.Sequence));
        missing.Count().ShouldBe((int)uplink.Spool.Status.File.Damage!.RowsMissing);
    }

    [Fact]
    public async Task Loses_nothing_while_the_backend_fails()
    {
        var failures = 8;
        backend.Behaviour = (batch, _) => Interlocked.Decrement(ref failures) >= 0 ? throw new HttpRequestException("no route") : Task.FromResult(backend.AcceptAll(batch));
        await using var uplink = await RunningUplink.Open(backend);
        await uplink.Start();

        await Append(uplink, 1, 30);
        await Eventually.True(() => failures > 0 ? uplink.Worker.Status.LastFailure is "no route" : backend.Stored.Count == 30);

        await uplink.IsEmpty();
        backend.Stored.Count.ShouldBe(30);
        uplink.Worker.Status.LastFailure.ShouldBeNull();
    }

    [Fact]
    public async Task Sends_again_when_the_receipt_was_lost()
    {
        var calls = 0;
        backend.Behaviour = (batch, _) =>
        {
            var receipt = backend.AcceptAll(batch);
            return ++calls < 3 ? throw new IOException("connection reset") : Task.FromResult(receipt);
        };
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 10);
        await uplink.Start();

        await uplink.IsEmpty();

        backend.Stored.Values.ShouldAllBe(times => times == 3);
        backend.Batches.Select(batch => batch.Length).ShouldBe([10, 10, 10]);
    }

    [Fact]
    public async Task Keeps_what_a_receipt_does_not_name_and_sends_it_again()
    {
        var calls = 0;
        backend.Behaviour = (batch, _) => Task.FromResult(backend.AcceptOnly(batch, n => ++calls > 10 || n % 2 == 0));
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 10);
        await uplink.Start();

        await uplink.IsEmpty();

        backend.Stored.OrderBy(s => s.Key).ShouldBe(Enumerable.Range(1, 10).Select(n => KeyValuePair.Create((long)n, 1)));
        backend.Batches.ToArray()[..2].ShouldBe([[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], [1, 3, 5, 7, 9]]);
    }

    [Fact]
    public async Task A_receipt_for_rows_that_were_never_sent_deletes_nothing_of_them()
    {
        backend.Behaviour = (batch, _) =>
        {
            backend.AcceptAll(batch);
            return Task.FromResult(new IngestReceipt([new SequenceRange(-5, long.MaxValue)], []));
        };
        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions { MaxBatchRows = 1 });
        await Append(uplink, 1, 20);
        await uplink.Start();

        await uplink.IsEmpty();

        backend.Stored.Count.ShouldBe(20);
    }

    [Fact]
    public async Task Parks_what_the_backend_rejects_with_its_bytes_and_the_reason()
    {
        backend.Behaviour = (batch, _) => Task.FromResult(backend.AcceptOnly(batch, n => n != 3) with { Rejected = [new RejectedEntry(3, "unknown parameter w99999")] });
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 5);
        await uplink.Start();

        await uplink.IsEmpty();

        var parked = uplink.Quarantine.List(null, 10).ShouldHaveSingleItem();
        parked.Reason.ShouldBe("rejected-by-backend");
        parked.Detail.ShouldBe("unknown parameter w99999");
        parked.Mn.ShouldBe("88888880000001");
        parked.Bytes.ShouldBe(UplinkWire.Write(Messages.Numbered(3)));
        backend.Stored.Keys.Order().ShouldBe([1, 2, 4, 5]);
    }

    [Fact]
    public async Task Keeps_a_rejected_row_in_the_spool_until_it_is_durable_in_the_quarantine()
    {
        backend.Behaviour = (batch, _) => Task.FromResult(new IngestReceipt([], [.. batch.Entries.Select(entry => new RejectedEntry(entry.Sequence, "no"))]));
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 1);
        using (var tool = new SqliteConnection($"Data Source={uplink["quarantine.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute("BEGIN IMMEDIATE");
            await uplink.Start();
            await Eventually.True(() => uplink.Worker.Status.LastFailure is { } failure && failure.Contains("quarantine.db", StringComparison.Ordinal));
            uplink.Spool.All().ShouldHaveSingleItem();
        }

        await uplink.IsEmpty();
        uplink.Quarantine.List(null, 10).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_full_quarantine_holds_back_only_the_rows_that_it_cannot_take()
    {
        backend.Behaviour = (batch, _) => Task.FromResult(backend.AcceptOnly(batch, n => n != 2) with { Rejected = [new RejectedEntry(2, "no")] });
        await using var uplink = await RunningUplink.Open(backend, quarantine: new QuarantineOptions { MaxParkedBytes = 1 });
        await Append(uplink, 1, 3);
        await uplink.Start();
        await Eventually.True(() => backend.Stored.Count == 2);
        await Append(uplink, 4, 6);

        await Eventually.True(() => backend.Stored.Count == 5 && uplink.Spool.PendingRows == 1);

        uplink.Spool.All().ShouldHaveSingleItem().Sequence.ShouldBe(2);
        backend.Stored.Values.ShouldAllBe(times => times == 1);
    }

    [Fact]
    public async Task Parks_a_row_that_nobody_can_read_and_sends_the_others()
    {
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 3);
        using (var tool = new SqliteConnection($"Data Source={uplink["spool.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute("UPDATE message SET bytes = x'FFFFFF' WHERE sequence = 2");
        }

        await uplink.Start();
        await Eventually.True(() => uplink.Spool.All().Count == 0);

        var parked = uplink.Quarantine.List(null, 10).ShouldHaveSingleItem();
        parked.Reason.ShouldBe("unreadable-row");
        parked.Bytes.ShouldBe([0xFF, 0xFF, 0xFF]);
        backend.Stored.Keys.Order().ShouldBe([1, 3]);
    }

    [Fact]
    public async Task Parks_a_row_whose_bytes_changed_on_the_disk_although_they_still_say_something()
    {
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 3);
        var changed = UplinkWire.Write(Messages.Numbered(7));
        changed.Length.ShouldBe(uplink.Spool.All()[1].Bytes.Length);
        using (var tool = new SqliteConnection($"Data Source={uplink["spool.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute($"UPDATE message SET bytes = x'{Convert.ToHexString(changed)}' WHERE sequence = 2");
        }

        await uplink.Start();
        await Eventually.True(() => uplink.Spool.All().Count == 0);

        var parked = uplink.Quarantine.List(null, 10).ShouldHaveSingleItem();
        (parked.Reason, parked.Detail).ShouldBe(("unreadable-row", "its bytes are not those that were stored"));
        parked.Bytes.ShouldBe(changed);
        backend.Stored.Keys.Order().ShouldBe([1, 3]);
    }

    [Fact]
    public async Task Finds_the_row_that_spoils_a_batch_sends_the_others_and_never_deletes_it()
    {
        backend.Behaviour = (batch, _) => batch.Entries.Any(entry => entry.Sequence == 13)
            ? throw new IngestRefusedException(HttpStatusCode.BadRequest, "no batch")
            : Task.FromResult(backend.AcceptAll(batch));
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 40);
        await uplink.Start();

        await Eventually.True(() => backend.Stored.Count == 39 && uplink.Spool.PendingRows == 1);
        uplink.Spool.All().ShouldHaveSingleItem().Sequence.ShouldBe(13);

        backend.Behaviour = null;
        await uplink.IsEmpty();
        backend.Stored.Count.ShouldBe(40);
    }

    [Fact]
    public async Task A_refused_token_deletes_nothing_and_is_tried_again()
    {
        backend.Behaviour = (_, _) => throw new IngestRefusedException(HttpStatusCode.Unauthorized, "the token is unknown");
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 10);
        await uplink.Start();
        await Eventually.True(() => backend.Batches.Count >= 3);
        uplink.Worker.Status.LastFailure!.ShouldContain("the token is unknown");
        backend.Batches.ShouldAllBe(batch => batch.Length == 10);

        backend.Behaviour = null;

        await uplink.IsEmpty();
        backend.Stored.Count.ShouldBe(10);
    }

    [Fact]
    public async Task Leaves_a_full_backend_alone_for_as_long_as_it_asks()
    {
        var clock = new ManualTimeProvider(Messages.Start);
        var calls = new List<DateTimeOffset>();
        backend.Behaviour = (batch, _) =>
        {
            calls.Add(clock.GetUtcNow());
            return calls.Count switch
            {
                1 => Task.FromResult(new IngestReceipt([], [], RetryAfter: TimeSpan.FromSeconds(7))),
                2 => throw new IngestUnavailableException("429", TimeSpan.FromSeconds(8)),
                _ => Task.FromResult(backend.AcceptAll(batch)),
            };
        };
        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions(), clock: clock);
        await Append(uplink, 1, 1);
        await uplink.Start();

        await Eventually.True(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            return uplink.Spool.PendingRows == 0;
        });

        (calls[1] - calls[0]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(7));
        (calls[2] - calls[1]).ShouldBeGreaterThanOrEqualTo(TimeSpan.FromSeconds(8));
    }

    [Fact]
    public async Task New_messages_overtake_a_long_backlog()
    {
        using var turn = new SemaphoreSlim(0);
        backend.Behaviour = async (batch, cancellation) =>
        {
            await turn.WaitAsync(cancellation);
            return backend.AcceptAll(batch);
        };
        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions { MaxBatchRows = 10, LiveLaneFrom = 50 });
        await Append(uplink, 1, 100);
        await uplink.Start();
        await Eventually.True(() => backend.Batches.Count == 3);
        await Append(uplink, 101, 102);
        turn.Release(3);
        await Eventually.True(() => backend.Batches.Count == 6);
        turn.Release(1000);
        await uplink.IsEmpty();

        // The newest rows beside two batches of the oldest, none of them twice.
        var batches = backend.Batches.Select(numbers => (First: numbers[0], Last: numbers[^1])).ToList();
        batches.Take(3).Order().ShouldBe([(1, 10), (11, 20), (91, 100)]);
        batches.Skip(3).Take(3).ShouldContain((101L, 102L));
        backend.Stored.OrderBy(s => s.Key).ShouldBe(Enumerable.Range(1, 102).Select(n => KeyValuePair.Create((long)n, 1)));
    }

    [Fact]
    public async Task A_backlog_that_the_backend_fails_at_does_not_close_the_live_lane()
    {
        var failures = 0;
        backend.Behaviour = (batch, _) =>
        {
            if (batch.Lane is IngestLane.Live)
            {
                return Task.FromResult(backend.AcceptAll(batch));
            }

            Interlocked.Increment(ref failures);
            throw new IngestUnavailableException("the disk of the backlog is full");
        };
        var options = RunningUplink.Impatient;
        (options.MaxBatchRows, options.LiveLaneFrom, options.BreakDuration) = (10, 50, TimeSpan.FromHours(1));
        await using var uplink = await RunningUplink.Open(backend, options);
        await Append(uplink, 1, 100);
        await uplink.Start();
        // Both pumps of the backlog have opened their breakers for an hour.
        await Eventually.True(() => Volatile.Read(ref failures) >= 10);

        for (var n = 101; n <= 120; n++)
        {
            await Append(uplink, n, n);
            await Eventually.True(() => backend.Stored.ContainsKey(n));
        }
    }

    [Fact]
    public async Task The_lanes_stay_apart_until_the_backlog_is_nearly_gone()
    {
        var ofBacklog = new ConcurrentBag<long>();
        backend.Behaviour = (batch, _) =>
        {
            if (batch.Lane is IngestLane.Backlog)
            {
                batch.Entries.ToList().ForEach(e => ofBacklog.Add(e.Sequence));
            }

            return Task.FromResult(backend.AcceptAll(batch));
        };
        await using var uplink = await RunningUplink.Open(backend, new UplinkOptions { MaxBatchRows = 10, LiveLaneFrom = 50 });
        await Append(uplink, 1, 100);
        await uplink.Start();
        await uplink.IsEmpty();

        // While they are sent the ten behind them are pending at least.
        ofBacklog.Where(n => n <= 80).Order().ShouldBe(Enumerable.Range(1, 80).Select(n => (long)n));
    }

    [Theory]
    [InlineData("asks to wait")]
    [InlineData("keeps all")]
    [InlineData("keeps some")]
    [InlineData("refuses the size")]
    public async Task New_messages_that_the_backend_did_not_take_do_not_wait_behind_the_backlog(string answer)
    {
        using var end = new SemaphoreSlim(0);
        var isFirst = 1;
        backend.Behaviour = async (batch, cancellation) =>
        {
            if (batch.Lane is IngestLane.Backlog)
            {
                await end.WaitAsync(cancellation);
                return backend.AcceptAll(batch);
            }

            return Interlocked.Exchange(ref isFirst, 0) == 0 ? backend.AcceptAll(batch) : answer switch
            {
                "asks to wait" => new IngestReceipt([], [], TimeSpan.FromMilliseconds(1)),
                "keeps all" => new IngestReceipt([], []),
                "keeps some" => backend.AcceptOnly(batch, n => n % 2 == 0),
                _ => throw new IngestRefusedException(HttpStatusCode.RequestEntityTooLarge, "too large"),
            };
        };
        var options = RunningUplink.Impatient;
        (options.MaxBatchRows, options.LiveLaneFrom) = (10, 50);
        await using var uplink = await RunningUplink.Open(backend, options);
        await Append(uplink, 1, 100);
        await uplink.Start();

        // The backlog hangs: only their own lane can bring them.
        await Eventually.True(() => Enumerable.Range(91, 10).All(n => backend.Stored.ContainsKey(n)));

        end.Release(1000);
        await uplink.IsEmpty();
        backend.Stored.OrderBy(s => s.Key).ShouldBe(Enumerable.Range(1, 100).Select(n => KeyValuePair.Create((long)n, 1)));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(5)] // From here on its breaker is open.
    public async Task A_lane_that_is_answered_wakes_the_others_out_of_their_pauses(int failures)
    {
        var clock = new ManualTimeProvider(Messages.Start);
        using var backlog = new SemaphoreSlim(0);
        var (isAway, attempts) = (true, 0);
        backend.Behaviour = async (batch, cancellation) =>
        {
            if (batch.Lane is IngestLane.Backlog)
            {
                await backlog.WaitAsync(cancellation);
            }
            else if (Volatile.Read(ref isAway))
            {
                Interlocked.Increment(ref attempts);
                throw new HttpRequestException("no route");
            }

            return backend.AcceptAll(batch);
        };
        await using var uplink = await RunningUplink.Open(
            backend,
            new UplinkOptions
            {
                MaxBatchRows = 10,
                LiveLaneFrom = 50,
                FirstPause = TimeSpan.FromMinutes(1),
                MaxPause = TimeSpan.FromHours(1),
                AttemptTimeout = TimeSpan.FromHours(4),
                TotalTimeout = TimeSpan.FromHours(20),
                BreakDuration = TimeSpan.FromHours(10),
            },
            clock: clock);
        await Append(uplink, 1, 100);
        await uplink.Start();
        await Eventually.True(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return Volatile.Read(ref attempts) == failures;
        });

        // It has begun its pause: what is answered before wakes nobody.
        await Eventually.True(() => Enumerable.Range(1, 6).Any(tens => clock.IsDueIn(TimeSpan.FromSeconds(10 * tens))));

        // Its pause is now of four minutes at least. The first minute passes; then the clock hardly moves any more.
        Volatile.Write(ref isAway, false);
        clock.Advance(TimeSpan.FromMinutes(1));
        backlog.Release();

        await Eventually.True(() =>
        {
            clock.Advance(TimeSpan.FromMilliseconds(10));
            return Enumerable.Range(91, 10).All(n => backend.Stored.ContainsKey(n));
        });
        backlog.Release(1000);
        await uplink.IsEmpty();
    }

    [Fact]
    public async Task Finds_the_size_that_a_line_lets_through_and_stays_near_it()
    {
        var (refused, taken) = (0, 0);
        backend.Behaviour = (batch, _) =>
        {
            if (batch.Entries.Count > 10)
            {
                Interlocked.Increment(ref refused);
                throw new IngestRefusedException(HttpStatusCode.RequestEntityTooLarge, "too large");
            }

            Interlocked.Increment(ref taken);
            return Task.FromResult(backend.AcceptAll(batch));
        };
        var options = RunningUplink.Impatient;
        (options.MaxBatchRows, options.LiveLaneFrom) = (80, 50);
        await using var uplink = await RunningUplink.Open(backend, options);
        await Append(uplink, 1, 1000);
        await uplink.Start();

        await uplink.IsEmpty();

        backend.Stored.Count.ShouldBe(1000);
        refused.ShouldBeLessThan(taken / 3);
    }

    [Fact]
    public async Task Finds_the_size_that_a_slow_backend_gets_done_in_time()
    {
        backend.Behaviour = async (batch, cancellation) =>
        {
            if (batch.Entries.Count > 10)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation);
            }

            return backend.AcceptAll(batch);
        };
        var options = RunningUplink.Impatient;
        (options.MaxBatchRows, options.AttemptTimeout, options.TotalTimeout) = (80, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300));
        await using var uplink = await RunningUplink.Open(backend, options);
        await Append(uplink, 1, 100);
        await uplink.Start();

        await uplink.IsEmpty();

        backend.Stored.Count.ShouldBe(100);
    }

    [Fact]
    public async Task Stops_at_once_even_when_the_backend_hangs()
    {
        backend.Behaviour = (_, _) => new TaskCompletionSource<IngestReceipt>().Task;
        await using var uplink = await RunningUplink.Open(backend);
        await Append(uplink, 1, 1);
        await uplink.Start();
        await Eventually.True(() => backend.Batches.Count == 1);

        await Eventually.Ends(uplink.Worker.StopAsync(CancellationToken.None));

        uplink.Worker.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
        uplink.Spool.PendingRows.ShouldBe(1);
    }

    private static Task Append(RunningUplink uplink, int first, int last) =>
        Task.WhenAll(Enumerable.Range(first, last - first + 1).Select(n => uplink.Spool.Append(n)));
}
