using Monitoring.Contracts;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

public sealed class TelemetrySpoolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new(Messages.Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Numbers_messages_from_one_in_the_order_they_came()
    {
        await using var spool = await Open();

        var sequences = await Task.WhenAll(Enumerable.Range(1, 500).Select(spool.Append));

        sequences.ShouldBe(Enumerable.Range(1, 500).Select(n => (long)n));
        spool.All().Select(row => (row.Sequence, Messages.NumberOf(row))).ShouldBe(Enumerable.Range(1, 500).Select(n => ((long)n, n)));
    }

    [Fact]
    public async Task Gives_a_row_back_as_it_was_written()
    {
        await using var spool = await Open();
        await spool.Append(7);

        var row = spool.All().ShouldHaveSingleItem();

        row.Bytes.ShouldBe(UplinkWire.Write(Messages.Numbered(7)));
        row.Station.ShouldBe("CQ-01");
        row.EnqueuedAt.ShouldBe(Messages.Start);
    }

    [Fact]
    public async Task Has_the_row_in_its_files_when_append_completes()
    {
        await using var spool = await Open();

        for (var n = 1; n <= 3; n++)
        {
            var sequence = await spool.Append(n);
            var copy = folder[$"copy-{n}.db"];
            File.Copy(folder["spool.db"], copy);
            File.Copy(folder["spool.db-wal"], copy + "-wal");
            await using var reopened = await Open(copy);
            reopened.All()[^1].Sequence.ShouldBe(sequence);
        }
    }

    [Fact]
    public async Task Commits_in_wal_mode_with_full_synchronisation_on_the_connection_that_writes()
    {
        await using var spool = await Open();

        spool.Status.File.Pragmas.JournalMode.ShouldBe("wal");
        spool.Status.File.Pragmas.Synchronous.ShouldBe(2);
        spool.Status.File.Pragmas.IsDurable.ShouldBeTrue();
    }

    [Fact]
    public async Task Keeps_rows_numbers_and_its_name_across_a_restart()
    {
        string id;
        await using (var spool = await Open())
        {
            id = spool.GatewayId;
            await spool.Append(1);
            await spool.Append(2);
        }

        await using var again = await Open();

        again.GatewayId.ShouldBe(id);
        again.Status.File.WasUncleanStart.ShouldBeFalse();
        again.PendingRows.ShouldBe(2);
        (await again.Append(3)).ShouldBe(3);
        again.All().Select(Messages.NumberOf).ShouldBe([1, 2, 3]);
    }

    [Fact]
    public async Task Never_gives_a_number_twice_even_after_every_row_was_settled()
    {
        await using (var spool = await Open())
        {
            await Task.WhenAll(Enumerable.Range(1, 5).Select(spool.Append));
            (await spool.Release(new SequenceRange(1, 5))).ShouldBe(5);
            spool.All().ShouldBeEmpty();
        }

        await using var again = await Open();

        again.LastSequence.ShouldBe(5);
        (await again.Append(6)).ShouldBe(6);
    }

    [Fact]
    public async Task Two_spools_have_two_names_that_sort_by_their_beginning()
    {
        await using var first = await Open();
        clock.Advance(TimeSpan.FromDays(1));
        await using var second = await Open(folder["second.db"]);

        string.CompareOrdinal(first.GatewayId, second.GatewayId).ShouldBeLessThan(0);
        first.GatewayId.Length.ShouldBe(18);
    }

    [Fact]
    public async Task Releases_exactly_the_rows_that_are_named()
    {
        await using var spool = await Open();
        await Task.WhenAll(Enumerable.Range(1, 10).Select(spool.Append));

        (await spool.Release(new SequenceRange(2, 3), new SequenceRange(6, 6), new SequenceRange(9, 100))).ShouldBe(5);

        spool.All().Select(row => row.Sequence).ShouldBe([1, 4, 5, 7, 8]);
        spool.PendingRows.ShouldBe(5);
    }

    [Fact]
    public async Task Releasing_the_same_rows_again_changes_nothing()
    {
        await using var spool = await Open();
        await Task.WhenAll(Enumerable.Range(1, 4).Select(spool.Append));
        await spool.Release(new SequenceRange(1, 2));
        var before = spool.Status;

        (await spool.Release(new SequenceRange(1, 2))).ShouldBe(0);

        spool.Status.ShouldBe(before);
    }

    [Fact]
    public async Task A_release_beyond_the_last_number_does_not_skip_numbers()
    {
        await using var spool = await Open();
        await spool.Append(1);
        await spool.Release(new SequenceRange(1, 1_000));

        (await spool.Append(2)).ShouldBe(2);
    }

    [Fact]
    public async Task Keeps_its_order_when_the_clock_is_set_back()
    {
        await using var spool = await Open();
        await spool.Append(1);
        clock.MoveTo(Messages.Start.AddDays(-400));
        await spool.Append(2);

        spool.All().Select(Messages.NumberOf).ShouldBe([1, 2]);
        spool.Status.OldestEnqueuedAt.ShouldBe(Messages.Start);
    }

    [Fact]
    public async Task Reads_up_to_its_bounds_but_always_one_row()
    {
        await using var spool = await Open();
        await Task.WhenAll(Enumerable.Range(1, 10).Select(spool.Append));
        var size = spool.All()[0].Bytes.Length;

        spool.Read(3, 4, long.MaxValue).Select(row => row.Sequence).ShouldBe([4, 5, 6, 7]);
        spool.Read(3, 4, (2 * size) + 1).Select(row => row.Sequence).ShouldBe([4, 5]);
        spool.Read(3, 4, 1).Select(row => row.Sequence).ShouldBe([4]);
        spool.ReadNewest(3, 2, long.MaxValue).Select(row => row.Sequence).ShouldBe([9, 10]);
        spool.ReadNewest(10, 2, long.MaxValue).ShouldBeEmpty();
    }

    [Fact]
    public async Task Wakes_a_reader_when_a_row_is_committed()
    {
        await using var spool = await Open();
        await spool.Append(1);
        spool.WaitForMore(0, CancellationToken.None).IsCompleted.ShouldBeTrue();
        var more = spool.WaitForMore(1, CancellationToken.None);
        more.IsCompleted.ShouldBeFalse();

        await spool.Append(2);

        await Eventually.Ends(more);
        spool.Read(1, 10, long.MaxValue).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Stores_what_was_queued_before_it_is_closed_and_refuses_afterwards()
    {
        var spool = await Open();
        var appends = Enumerable.Range(1, 200).Select(spool.Append).ToList();

        await spool.DisposeAsync();

        (await Eventually.Ends(Task.WhenAll(appends)))[^1].ShouldBe(200);
        (await Should.ThrowAsync<GatewayException>(() => spool.Append(201))).Message.ShouldContain("closed");
        File.Exists(folder["spool.db-wal"]).ShouldBeFalse();
    }

    private Task<TelemetrySpool> Open(string? path = null) => TelemetrySpool.Open(path ?? folder["spool.db"], new SpoolOptions(), clock);
}
