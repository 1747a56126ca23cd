using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Spool;

namespace Monitoring.Gateway.Tests.Quarantine;

/// <summary>A disk that is nearly full: the room that is left is the spool's.</summary>
public sealed class QuarantineOnFullDiskTests
{
    private readonly RecordedLog log = new();

    [Fact]
    public async Task Refused_messages_are_only_counted_until_there_is_room_again()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        await using var quarantine = await Open(disk);
        var kept = await Add(quarantine, "MN-1", bytes: 100);
        disk.Fill(leave: 15_000_000);

        (await Add(quarantine, "MN-2", bytes: 100)).ShouldBeNull();
        (await Add(quarantine, "MN-3", bytes: 100)).ShouldBeNull();

        quarantine.Status.NotKept.ShouldBe(new Dictionary<string, long> { ["unknown-mn"] = 2 });
        quarantine.Status.Suppressed.ShouldBeEmpty();
        quarantine.Status.IsDiskShort.ShouldBeTrue();
        quarantine.Status.IsWriting.ShouldBeTrue();
        log.At(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("1 unknown-mn");
        await quarantine.Replayed(kept!.Value, new Replay(DateTimeOffset.UnixEpoch, "li", Replay.Stored, ""));

        disk.Empty();
        quarantine.Status.IsDiskShort.ShouldBeFalse("also before the next message");
        (await Add(quarantine, "MN-4", bytes: 100)).ShouldNotBeNull();
        quarantine.List(null, 10).Select(m => m.Mn).ShouldBe(["MN-4", "MN-1"]);
        log.At(LogLevel.Information).ShouldHaveSingleItem().ShouldContain("2 unknown-mn");
    }

    [Fact]
    public async Task What_may_not_be_given_up_is_not_taken_and_stays_where_it_is()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        await using var quarantine = await Open(disk);
        disk.Fill(leave: 15_000_000);

        (await Should.ThrowAsync<QuarantineFullException>(() => Add(quarantine, "MN-1", bytes: 100, isAcknowledged: true))).Message.ShouldContain("the spool's");
        await Should.ThrowAsync<QuarantineFullException>(() => quarantine.Park(new ParkedRow("g-1", 1, null, QuarantineReason.RejectedByBackend, "", new byte[100]), CancellationToken.None));

        quarantine.Status.Rows.ShouldBe(0);
        disk.Empty();
        await quarantine.Park(new ParkedRow("g-1", 1, null, QuarantineReason.RejectedByBackend, "", new byte[100]), CancellationToken.None);
        (await Add(quarantine, "MN-1", bytes: 100, isAcknowledged: true)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_flood_at_once_leaves_the_spool_its_reserve_and_the_room_to_work()
    {
        using var disk = SmallDisk.OrSkip(megabytes: 64);
        await using var spool = await TelemetrySpool.Open(Path.Combine(disk.Path, "spool.db"), new SpoolOptions(), TimeProvider.System);
        await spool.Append(1);
        await using var quarantine = await Open(disk);
        disk.Fill(leave: 20_000_000);

        var ids = await Task.WhenAll(Enumerable.Range(1, 1000).Select(n => Add(quarantine, $"MN-{n}", bytes: 60_000)));

        ids.ShouldContain(id => id == null);
        new DriveInfo(disk.Path).AvailableFreeSpace.ShouldBeGreaterThan(14_000_000);
        File.Exists(Path.Combine(disk.Path, "spool.db.reserve")).ShouldBeTrue();
        for (var n = 2; n <= 1000; n++)
        {
            await spool.Append(n);
        }

        await spool.Release(new SequenceRange(1, 1000));
        spool.PendingRows.ShouldBe(0);
    }

    private Task<QuarantineStore> Open(SmallDisk disk) => QuarantineStore.Open(Path.Combine(disk.Path, "quarantine.db"), new QuarantineOptions(), TimeProvider.System, log);

    private static Task<long?> Add(QuarantineStore quarantine, string mn, int bytes, bool isAcknowledged = false) => quarantine.Add(
        new RefusedMessage("tcp", "10.0.0.1:4000", mn, QuarantineReason.UnknownMn, "", new byte[bytes], bytes, isAcknowledged), CancellationToken.None);
}
