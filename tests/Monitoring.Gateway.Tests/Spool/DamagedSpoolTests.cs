using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

public sealed class DamagedSpoolTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_torn_journal_reopens_to_a_prefix_of_what_was_acknowledged()
    {
        await using var spool = await Open();
        for (var n = 1; n <= 6; n++)
        {
            await spool.Append(n);
        }

        var database = await ReadShared("spool.db");
        var journal = await ReadShared("spool.db-wal");
        var lengths = new HashSet<int>();
        var cuts = Enumerable.Range(0, (journal.Length / 512) + 1).Select(n => n * 512).Append(journal.Length);
        foreach (var cut in cuts)
        {
            var copy = folder[$"cut-{cut}.db"];
            await File.WriteAllBytesAsync(copy, database);
            await File.WriteAllBytesAsync(copy + "-wal", journal[..cut]);
            await using var reopened = await Open($"cut-{cut}.db");
            var numbers = reopened.All().Select(Messages.NumberOf).ToList();
            numbers.ShouldBe(Enumerable.Range(1, numbers.Count));
            lengths.Add(numbers.Count);
        }

        lengths.Order().ShouldBe(Enumerable.Range(0, 7));
    }

    [Fact]
    public async Task Says_when_the_process_before_did_not_close_it()
    {
        await using var spool = await Open();
        await spool.Append(1);
        File.Copy(folder["spool.db"], folder["left.db"]);
        File.Copy(folder["spool.db-wal"], folder["left.db-wal"]);

        await using var reopened = await Open("left.db");

        reopened.Status.File.WasUncleanStart.ShouldBeTrue();
        reopened.All().ShouldHaveSingleItem();
        log.At(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("was not closed");
    }

    [Theory]
    [InlineData("no database at all")]
    [InlineData("overwritten beginning")]
    public async Task A_file_of_which_nothing_can_be_read_is_put_aside_and_a_new_spool_begun(string damage)
    {
        string id;
        await using (var spool = await Open())
        {
            id = spool.GatewayId;
            await Task.WhenAll(Enumerable.Range(1, 200).Select(spool.Append));
        }

        var bytes = Damage(await File.ReadAllBytesAsync(folder["spool.db"]), damage);
        await File.WriteAllBytesAsync(folder["spool.db"], bytes);

        await using var begun = await Open();

        var report = begun.Status.File.Damage.ShouldNotBeNull();
        (report.RowsKept, report.IsEndMissing).ShouldBe((0, true));
        (await File.ReadAllBytesAsync(report.MovedTo)).ShouldBe(bytes);
        log.At(LogLevel.Error).ShouldHaveSingleItem().ShouldContain(report.MovedTo);
        begun.GatewayId.ShouldNotBe(id);
        (await begun.Append(1)).ShouldBe(1);
    }

    [Theory]
    [InlineData("half-written page", 1940, 1999)]
    [InlineData("cut short", 600, 1400)]
    public async Task What_can_be_read_of_a_damaged_file_stays_and_the_rest_is_counted(string damage, int atLeast, int atMost)
    {
        string id;
        await using (var spool = await Open())
        {
            id = spool.GatewayId;
            await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        }

        var bytes = Damage(await File.ReadAllBytesAsync(folder["spool.db"]), damage);
        await File.WriteAllBytesAsync(folder["spool.db"], bytes);

        await using var begun = await Open();

        var rows = begun.All();
        rows.ShouldAllBe(row => row.IsIntact && Messages.NumberOf(row) == row.Sequence);
        rows.Count.ShouldBeInRange(atLeast, atMost);
        var report = begun.Status.File.Damage.ShouldNotBeNull();
        report.RowsKept.ShouldBe(rows.Count);
        (report.RowsMissing + rows.Count == 2000 || report.IsEndMissing).ShouldBeTrue();
        (await File.ReadAllBytesAsync(report.MovedTo)).ShouldBe(bytes);
        begun.GatewayId.ShouldNotBe(id);
        begun.PendingRows.ShouldBe(rows.Count);
        (await begun.Append(1)).ShouldBe(rows[^1].Sequence + 1);
    }

    [Fact]
    public async Task A_row_whose_bytes_changed_on_the_disk_is_known_by_its_check()
    {
        await using (var spool = await Open())
        {
            await Task.WhenAll(Enumerable.Range(1, 20).Select(spool.Append));
        }

        var bytes = await File.ReadAllBytesAsync(folder["spool.db"]);
        bytes[bytes.AsSpan().LastIndexOf("w01001"u8)] ^= 1;
        await File.WriteAllBytesAsync(folder["spool.db"], bytes);

        await using var again = await Open();

        again.All().Count(row => !row.IsIntact).ShouldBe(1);
        again.PendingRows.ShouldBe(20);
        again.Status.File.Damage.ShouldBeNull();
    }

    [Fact]
    public async Task A_page_that_breaks_while_it_works_is_replaced_and_the_uplink_reads_on()
    {
        await using var spool = await Open();
        await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        await spool.Release(new SequenceRange(1, 10));
        var id = spool.GatewayId;
        spool.Numbers.From.ShouldBe(1);
        await BrokenPage.In(folder["spool.db"]);

        Should.Throw<GatewayException>(() => ReadInSlices(spool)).Message.ShouldContain("is damaged");
        await Eventually.True(() => spool.Status.File.Damage is not null && spool.GatewayId != id);

        var rows = ReadInSlices(spool);
        var report = spool.Status.File.Damage!;
        report.RowsKept.ShouldBe(rows.Count);
        rows.Count.ShouldBe(1990 - (int)report.RowsMissing);
        report.RowsMissing.ShouldBeInRange(1, 100);
        rows.ShouldAllBe(row => Messages.NumberOf(row) == row.Sequence);
        spool.PendingRows.ShouldBe(rows.Count);
        spool.Numbers.From.ShouldBe(11, "the backend must not look under the new id for what was settled under the old one");
        (await spool.Append(2001)).ShouldBe(2001);
        spool.Status.IsWriting.ShouldBeTrue();
    }

    [Fact]
    public async Task After_an_unclean_stop_a_large_spool_takes_messages_at_once_and_reads_its_rows_again_beside()
    {
        await using (var spool = await Open())
        {
            var large = Messages.Numbered(1) with { Command = new string('x', 1_000_000) };
            for (var n = 0; n < 70; n++)
            {
                await spool.Append(large, CancellationToken.None);
            }
        }

        Change("UPDATE opening SET is_open = 1");
        await using (var disk = new FileStream(folder["spool.db"], FileMode.Open, FileAccess.ReadWrite))
        {
            disk.Length.ShouldBeGreaterThan(Soundness.WholeUpTo);
            disk.Position = (disk.Length / 2 / 4096 * 4096) + 100;
            disk.WriteByte((byte)'y');
        }

        await using var again = await Open();

        (await again.Append(2)).ShouldBe(71);
        await Eventually.True(() => !again.Status.Check.IsRunning);
        again.Status.Check.ShouldBe(new SpoolCheckStatus(false, 70, 1));
        again.Status.File.Damage.ShouldBeNull();
    }

    [Fact]
    public async Task A_rescue_that_was_stopped_between_its_renames_is_ended_at_the_next_start()
    {
        await using (var spool = await Open())
        {
            await spool.Append(1);
        }

        File.Move(folder["spool.db"], folder["spool.db.rescued"]);

        await using var again = await Open();

        again.All().ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("-wal", "-shm")]
    [InlineData("-shm")]
    [InlineData]
    public async Task A_journal_of_the_damaged_file_is_never_replayed_over_the_rescued_one(params string[] left)
    {
        await using (var damaged = await Open("damaged.db"))
        {
            await Task.WhenAll(Enumerable.Range(1, 100).Select(damaged.Append));
            foreach (var companion in new[] { "", "-wal", "-shm" })
            {
                var name = companion.Length > 0 && left.Contains(companion) ? "spool.db" : "spool.db.damaged-20261121T000000Z";
                await File.WriteAllBytesAsync(folder[name + companion], await ReadShared("damaged.db" + companion));
            }
        }

        await using (var rescued = await Open("rescued.db"))
        {
            await Task.WhenAll(Enumerable.Range(1, 2000).Select(rescued.Append));
        }

        File.Move(folder["rescued.db"], folder["spool.db.rescued"]);

        await using var again = await Open();

        again.All().Select(Messages.NumberOf).ShouldBe(Enumerable.Range(1, 2000));
        foreach (var companion in new[] { "-wal", "-shm" })
        {
            File.Exists(folder["spool.db.damaged-20261121T000000Z" + companion]).ShouldBeTrue("the journal goes with its file");
        }
    }

    [Theory]
    [InlineData("spool.db.rescued")]
    [InlineData("spool.db.damaged-20261121T000000Z-shm")]
    public async Task While_a_rescue_fails_nothing_is_acknowledged_and_it_is_ended_after_a_pause(string obstacle)
    {
        var clock = new ManualTimeProvider(new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero));
        await using var spool = await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), clock, log);
        await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        await spool.Release(new SequenceRange(1, 10));
        spool.Read(0, 1, long.MaxValue).Count.ShouldBe(1);
        await BrokenPage.In(folder["spool.db"]);

        Directory.CreateDirectory(folder[obstacle]);
        Should.Throw<GatewayException>(() => ReadInSlices(spool));
        await Eventually.True(() => !spool.Status.IsWriting && clock.WaitingTimers > 0);

        (await Should.ThrowAsync<GatewayException>(() => spool.Append(2001))).Message.ShouldContain("is damaged");
        (await Should.ThrowAsync<GatewayException>(() => spool.Append(2001))).Message.ShouldContain("is damaged");
        log.At(LogLevel.Error).ShouldHaveSingleItem().ShouldContain("could not be replaced");

        Directory.Delete(folder[obstacle]);
        clock.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(() => spool.Status.File.Damage is not null);

        (await spool.Append(2001)).ShouldBe(2001);
        var numbers = ReadInSlices(spool).Select(Messages.NumberOf).ToList();
        numbers.Count.ShouldBe(1991 - (int)spool.Status.File.Damage!.RowsMissing);
        numbers.ShouldBe(numbers.Distinct().Order());
        spool.Status.IsWriting.ShouldBeTrue();
    }

    [Fact]
    public async Task Its_status_is_told_also_while_its_rows_cannot_be_read_and_it_cannot_be_replaced()
    {
        await using var spool = await Open();
        await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        Directory.CreateDirectory(folder["spool.db.rescued"]);
        await BrokenPage.AtRootOf("message", folder["spool.db"]);

        spool.Status.OldestEnqueuedAt.ShouldBeNull();

        await Eventually.True(() => !spool.Status.IsWriting, "it says that nothing is written");
    }

    [Fact]
    public async Task A_rescue_for_which_the_disk_has_no_room_is_not_begun()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 8);
        var path = Path.Combine(disk.Path, "spool.db");
        await using (var spool = await TelemetrySpool.Open(path, new SpoolOptions(), TimeProvider.System))
        {
            await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        }

        var bytes = Damage(await File.ReadAllBytesAsync(path), "half-written page");
        await File.WriteAllBytesAsync(path, bytes);
        disk.Fill(leave: 100_000);

        (await Should.ThrowAsync<GatewayException>(() => TelemetrySpool.Open(path, new SpoolOptions(), TimeProvider.System))).Message.ShouldContain("bytes");

        File.Exists(path + ".rescued").ShouldBeFalse();
        (await File.ReadAllBytesAsync(path)).ShouldBe(bytes);
        disk.Empty();
        await using var again = await TelemetrySpool.Open(path, new SpoolOptions(), TimeProvider.System);
        again.PendingRows.ShouldBeInRange(1940, 1999);
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task A_rescued_file_is_readable_by_its_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix's");
        await using (var spool = await Open())
        {
            await Task.WhenAll(Enumerable.Range(1, 2000).Select(spool.Append));
        }

        await File.WriteAllBytesAsync(folder["spool.db"], Damage(await File.ReadAllBytesAsync(folder["spool.db"]), "half-written page"));
        var kind = new DataFileKind(typeof(TelemetrySpool));

        Rescue.Prepare(folder["spool.db"], kind, SchemaMigrations.Of(typeof(TelemetrySpool).Assembly, kind.Feature), "damage", TimeProvider.System);

        File.GetUnixFileMode(folder["spool.db.rescued"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Two_processes_cannot_have_one_spool()
    {
        await using var spool = await Open();

        var refusal = await Should.ThrowAsync<GatewayException>(() => Open());

        refusal.Message.ShouldContain(folder["spool.db"]);
        refusal.Message.ShouldContain("in use by another gateway process");
        (await spool.Append(1)).ShouldBe(1);
    }

    [Fact]
    public async Task A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        await using (await Open())
        {
        }

        Change("INSERT INTO schema_migrations VALUES (4, '0004_of_tomorrow', 0)");
        var before = await File.ReadAllBytesAsync(folder["spool.db"]);

        var refusal = await Should.ThrowAsync<GatewayException>(() => Open());

        refusal.Message.ShouldContain("newer version (schema 4, this program knows 3)");
        (await File.ReadAllBytesAsync(folder["spool.db"])).ShouldBe(before);
    }

    [Fact]
    public async Task A_data_file_of_another_kind_is_refused()
    {
        await using (await Monitoring.Gateway.Devices.DeviceRegistry.Open(folder["spool.db"], new(), TimeProvider.System))
        {
        }

        var refusal = await Should.ThrowAsync<GatewayException>(() => Open());

        refusal.Message.ShouldContain("of another kind");
    }

    [Fact]
    public async Task A_file_that_another_tool_locks_fails_the_append_and_the_spool_goes_on_when_it_is_let_go()
    {
        await using var spool = await Open();
        await spool.Append(1);
        var before = spool.Status;
        using (var tool = new SqliteConnection($"Data Source={folder["spool.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute("BEGIN IMMEDIATE");

            (await Should.ThrowAsync<GatewayException>(() => spool.Append(2))).Message.ShouldContain("could not be written");

            spool.Status.ShouldBe(before with { IsWriting = false });
            tool.Execute("ROLLBACK");
        }

        (await spool.Append(3)).ShouldBe(2);
        spool.All().Select(Messages.NumberOf).ShouldBe([1, 3]);
        spool.Status.IsWriting.ShouldBeTrue();
        log.At(LogLevel.Error).ShouldHaveSingleItem();
        log.At(LogLevel.Information).ShouldHaveSingleItem().ShouldContain("works again");
    }

    private static byte[] Damage(byte[] bytes, string how)
    {
        switch (how)
        {
            case "no database at all":
                return "not a database, just text"u8.ToArray();
            case "overwritten beginning":
                Random.Shared.NextBytes(bytes.AsSpan(100, 8192));
                return bytes;
            case "half-written page":
                bytes.AsSpan((bytes.Length / 2 / 4096 * 4096) + 2048, 2048).Clear();
                bytes.AsSpan(bytes.Length / 2 / 4096 * 4096, 512).Clear();
                return bytes;
            default:
                return bytes[..((bytes.Length / 2) + 100)];
        }
    }

    private static List<SpoolRow> ReadInSlices(TelemetrySpool spool)
    {
        var rows = new List<SpoolRow>();
        while (spool.Read(rows is [.., var last] ? last.Sequence : 0, 100, long.MaxValue) is { Count: > 0 } slice)
        {
            rows.AddRange(slice);
        }

        return rows;
    }

    private async Task<byte[]> ReadShared(string name)
    {
        await using var file = new FileStream(folder[name], FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes);
        return bytes;
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={folder["spool.db"]};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private Task<TelemetrySpool> Open(string name = "spool.db") => TelemetrySpool.Open(folder[name], new SpoolOptions(), TimeProvider.System, log);
}
