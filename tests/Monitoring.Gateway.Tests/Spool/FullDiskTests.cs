using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Uplink;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

/// <summary>A disk that really has no room: not the spool's own bound, which is kept below it.</summary>
public sealed class FullDiskTests
{
    [Fact]
    public async Task Refuses_keeps_what_it_has_and_goes_on_when_there_is_room_again()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 8);
        var path = Path.Combine(disk.Path, "spool.db");
        var stored = new List<int>();
        await using (var spool = await Open(path))
        {
            stored.AddRange(await StoredOf(spool, 1, 100));
            disk.Fill(leave: 200_000);

            stored.AddRange(await StoredOf(spool, 101, 5000));

            stored.Count.ShouldBeInRange(100, 4999);
            spool.Status.IsWriting.ShouldBeFalse();
            spool.All().Select(Messages.NumberOf).ShouldBe(stored);
            await Should.ThrowAsync<GatewayException>(() => spool.Append(6000));

            disk.Empty();
            await spool.Append(6001);
            stored.Add(6001);
            spool.Status.IsWriting.ShouldBeTrue();
            await spool.Release(new SequenceRange(1, 10));
        }

        await using var again = await Open(path);
        again.All().Select(Messages.NumberOf).ShouldBe(stored.Skip(10));
        again.Status.File.Damage.ShouldBeNull();
    }

    [Fact]
    public async Task A_disk_that_will_be_full_before_the_spool_raises_the_alarm_once_and_before_anything_is_refused()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        var log = new RecordedLog();
        await using var spool = await TelemetrySpool.Open(Path.Combine(disk.Path, "spool.db"), new SpoolOptions { MaxBytes = 50_000_000 }, TimeProvider.System, log);
        await spool.Append(1);
        spool.Status.IsDiskShort.ShouldBeFalse();

        disk.Fill(leave: 9_000_000);
        await spool.Append(2);
        await spool.Append(3);

        spool.Status.ShouldSatisfyAllConditions(s => s.IsDiskShort.ShouldBeTrue(), s => s.IsNearlyFull.ShouldBeFalse(), s => s.IsWriting.ShouldBeTrue());
        log.At(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("Spool:MaxBytes");

        disk.Empty();
        await spool.Append(4);
        spool.Status.IsDiskShort.ShouldBeFalse();
        log.At(LogLevel.Information).ShouldHaveSingleItem().ShouldContain("again");
    }

    [Fact]
    public async Task A_device_gets_no_acknowledgement_until_there_is_room()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 8);
        await using var gateway = await RunningGateway.Begin(("Gateway:Data", disk.Path));
        disk.Fill(leave: 0);
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Upload(Frames.Qn(1)));
        await Eventually.True(() => !gateway.Spool.Status.IsWriting);

        disk.Empty();
        await device.Send(Frames.Upload(Frames.Qn(2)));

        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)), "the first was never acknowledged");
        gateway.Spooled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_disk_without_a_byte_left_is_drained_and_what_went_makes_room_for_new_messages()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        var path = Path.Combine(disk.Path, "spool.db");
        var reserve = new FileInfo(path + ".reserve");
        await using var spool = await Open(path);
        await spool.Append(0);
        disk.Fill(leave: 26_000_000);
        await FillWithMessages(spool);
        disk.Fill(leave: 0);
        (await StoredOf(spool, 1, 1000)).Count.ShouldBeLessThan(1000, "what a group left of its last page takes a few");
        var last = spool.LastSequence;
        Exists(reserve).ShouldBeTrue("only what frees may use it");

        await Drain(spool, last);

        spool.All().ShouldBeEmpty();
        Exists(reserve).ShouldBeFalse();
        await spool.Append(2);
        spool.Status.IsWriting.ShouldBeTrue("rows that went left room inside the file");

        disk.Empty();
        await spool.Append(3);
        Exists(reserve).ShouldBeTrue("there is room for it again");
        spool.All().Select(Messages.NumberOf).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task A_gateway_starts_on_a_disk_without_a_byte_left_and_is_drained()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        long last;
        await using (var stores = await OpenAll(disk.Path))
        {
            await stores.Spool.Append(0);
            disk.Fill(leave: 10_000_000);
            await FillWithMessages(stores.Spool);
            last = stores.Spool.LastSequence;
        }

        disk.Fill(leave: 0);
        await using var again = await OpenAll(disk.Path);

        await Drain(again.Spool, last);
        again.Spool.PendingRows.ShouldBe(0);
    }

    [Fact]
    public async Task A_full_disk_is_drained_although_a_reader_made_the_journal_long()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 128);
        var path = Path.Combine(disk.Path, "spool.db");
        await using var spool = await Open(path);
        await spool.Append(0);
        disk.Fill(leave: 40_000_000);
        using (var backup = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False"))
        {
            // No checkpoint ends while it looks: all that comes now stays in the journal.
            backup.Open();
            using var look = backup.CreateCommand();
            look.CommandText = "BEGIN; SELECT count(*) FROM message";
            look.ExecuteScalar();
            await FillWithMessages(spool);
        }

        new FileInfo(path + "-wal").Length.ShouldBeGreaterThan(8 * 1024 * 1024);
        await StoredOf(spool, 1, 1000);

        await Drain(spool, spool.LastSequence);

        spool.All().ShouldBeEmpty();
    }

    [Theory]
    [InlineData(16)]
    [InlineData(20)]
    public async Task A_small_disk_that_is_full_is_drained(int megabytes)
    {
        using var disk = SmallDisk.OrSkip(megabytes);
        await using var spool = await Open(Path.Combine(disk.Path, "spool.db"));
        await spool.Append(0);
        await FillWithMessages(spool);
        disk.Fill(leave: 0);
        await StoredOf(spool, 1, 1000);

        await Drain(spool, spool.LastSequence);

        spool.All().ShouldBeEmpty();
    }

    // As the uplink does: a receipt names no more than a batch.
    private static async Task Drain(TelemetrySpool spool, long last)
    {
        var batch = new UplinkOptions().MaxBatchRows;
        for (var first = 1L; first <= last; first += batch)
        {
            var through = Math.Min(last, first + batch - 1);
            (await spool.Release(new SequenceRange(first, through))).ShouldBe(through - first + 1);
        }
    }

    private static bool Exists(FileInfo file)
    {
        file.Refresh();
        return file.Exists;
    }

    private static Task<GatewayStores> OpenAll(string folder) => GatewayStores.Open(
        folder, new GatewayStoreOptions(new DeviceOptions(), new SpoolOptions(), new QuarantineOptions()), TimeProvider.System, NullLoggerFactory.Instance);

    /// <summary>Appends many at once until the disk refuses.</summary>
    private static async Task FillWithMessages(TelemetrySpool spool)
    {
        while (true)
        {
            try
            {
                await Task.WhenAll(Enumerable.Range(1, 1000).Select(spool.Append));
            }
            catch (GatewayException)
            {
                return;
            }
        }
    }

    private static Task<TelemetrySpool> Open(string path) => TelemetrySpool.Open(path, new SpoolOptions(), TimeProvider.System);

    /// <summary>Appends in turn until the disk refuses; the numbers that were taken.</summary>
    private static async Task<List<int>> StoredOf(TelemetrySpool spool, int first, int count)
    {
        var stored = new List<int>();
        try
        {
            for (var n = first; n < first + count; n++)
            {
                await spool.Append(n);
                stored.Add(n);
            }
        }
        catch (GatewayException e)
        {
            e.Message.ShouldContain("full");
        }

        return stored;
    }
}
