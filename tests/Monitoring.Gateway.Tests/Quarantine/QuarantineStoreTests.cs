using System.Globalization;
using System.Text;
using Monitoring.Gateway.Quarantine;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Quarantine;

public sealed class QuarantineStoreTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new(Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Keeps_a_message_with_its_bytes_and_the_reason()
    {
        await using var quarantine = await Open();

        var id = await Add(quarantine, new RefusedMessage("tcp", "10.0.0.1:4000", "MN-1", QuarantineReason.CrcMismatch, "expected 1C80, was FFFF", "##…"u8.ToArray(), 5));

        var kept = quarantine.Find(id!.Value).ShouldNotBeNull();
        kept.ShouldBeEquivalentTo(new QuarantinedMessage(id.Value, Start, "tcp", "10.0.0.1:4000", "MN-1", "crc-mismatch", "expected 1C80, was FFFF", "##…"u8.ToArray(), 5));
        quarantine.Find(id.Value + 1).ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_the_beginning_of_a_long_message_and_its_length()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxMessageBytes = 100 });

        var id = await Add(quarantine, Noise("10.0.0.1:1", bytes: 5000));

        var kept = quarantine.Find(id!.Value).ShouldNotBeNull();
        kept.Bytes.Length.ShouldBe(100);
        kept.TotalBytes.ShouldBe(5000);
    }

    [Fact]
    public async Task Lists_the_newest_first_page_by_page()
    {
        await using var quarantine = await Open();
        for (var n = 1; n <= 7; n++)
        {
            await Add(quarantine, Refused("MN-" + n));
        }

        var first = quarantine.List(null, 3);
        var second = quarantine.List(first[^1].Id, 3);
        await Add(quarantine, Refused("MN-8"));
        var third = quarantine.List(second[^1].Id, 3);

        first.Concat(second).Concat(third).Select(m => m.Mn).ShouldBe(["MN-7", "MN-6", "MN-5", "MN-4", "MN-3", "MN-2", "MN-1"]);
        quarantine.List(third[^1].Id, 3).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_repeats_of_one_device_and_reason_instead_of_keeping_them()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxPerDeviceAndReason = 3 });

        var ids = new List<long?>();
        for (var n = 0; n < 10; n++)
        {
            ids.Add(await Add(quarantine, Refused("MN-1", peer: "10.0.0.1:" + (4000 + n))));
        }

        ids.Count(id => id is null).ShouldBe(7);
        (await Add(quarantine, Refused("MN-1", QuarantineReason.BadField))).ShouldNotBeNull();
        (await Add(quarantine, Refused("MN-2"))).ShouldNotBeNull();
        quarantine.Status.Suppressed.ShouldBe(new Dictionary<string, long> { ["unknown-mn"] = 7 });
        quarantine.Status.PerReason.ShouldBe(new Dictionary<string, long> { ["unknown-mn"] = 4, ["bad-field"] = 1 }, ignoreOrder: true);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1000)]
    public async Task Shows_a_recent_example_of_a_trouble_that_lasts_also_when_the_clock_was_set_back(int times)
    {
        var options = new QuarantineOptions { MaxPerDeviceAndReason = 2 };
        await using var quarantine = await Open(options);
        await Add(quarantine, Refused("MN-1", detail: "first"));
        await Add(quarantine, Refused("MN-1", detail: "second"));
        clock.MoveTo(clock.GetUtcNow() + (times * options.RefreshAfter));

        await Add(quarantine, Refused("MN-1", detail: "third"));
        await Add(quarantine, Refused("MN-1", detail: "fourth"));

        quarantine.List(null, 10).Select(m => m.Detail).ShouldBe(["third", "second"]);
        quarantine.Status.Rows.ShouldBe(2);
    }

    [Theory]
    [InlineData("10.0.0.1:{0}")]
    [InlineData("10.0.0.1:{0} client-{0}")]
    [InlineData("[2001:db8::1]:{0} client {0}")]
    public async Task A_flood_from_one_sender_never_pushes_out_the_evidence_of_another(string peer)
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxRows = 50, MaxPerDeviceAndReason = 5 });
        for (var n = 0; n < 10; n++)
        {
            await Add(quarantine, Refused("quiet-" + n, peer: "10.0.0.2:4000"));
        }

        // Another number, another port and another client id each time: still one sender.
        await Task.WhenAll(Enumerable.Range(0, 2000).Select(n => Add(quarantine, Refused("flood-" + n, peer: string.Format(CultureInfo.InvariantCulture, peer, 1024 + n)))));

        var status = quarantine.Status;
        status.Rows.ShouldBe(50);
        status.Evicted.ShouldBe(1960);
        var kept = quarantine.List(null, 100);
        kept.Count(m => m.Mn!.StartsWith("quiet", StringComparison.Ordinal)).ShouldBe(10);
        kept[0].Mn.ShouldBe("flood-1999");
    }

    [Fact]
    public async Task Holds_its_bound_in_bytes()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxBytes = 10_000 });

        for (var n = 0; n < 40; n++)
        {
            await Add(quarantine, Noise($"10.0.0.{n + 10}:1", bytes: 989));
        }

        quarantine.Status.Bytes.ShouldBe(10_000);
        quarantine.List(null, 100).Count.ShouldBe(10);
    }

    [Fact]
    public async Task Cuts_the_texts_that_a_peer_chooses_and_counts_them()
    {
        await using var quarantine = await Open();

        var id = await Add(quarantine, new RefusedMessage("mqtt", "10.0.0.1:4000 " + new string('c', 60_000), new string('m', 60_000), QuarantineReason.UnknownMn, new string('d', 60_000), [1], 1));

        var kept = quarantine.Find(id!.Value).ShouldNotBeNull();
        kept.Mn.ShouldBe(new string('m', 63) + "…");
        (kept.Peer.Length, kept.Detail.Length).ShouldBe((256, 512));
        quarantine.Status.Bytes.ShouldBe(1 + 64 + 256 + 512 + (3 * "…"u8.Length) - 3);
    }

    [Fact]
    public async Task A_long_text_is_cut_between_characters_and_its_size_stays_the_same_across_a_restart()
    {
        long before;
        await using (var quarantine = await Open())
        {
            var id = await Add(quarantine, new RefusedMessage("mqtt", "p", string.Concat(Enumerable.Repeat("😀", 40)), QuarantineReason.UnknownMn, "", [], 0));
            quarantine.Find(id!.Value).ShouldNotBeNull().Mn.ShouldBe(string.Concat(Enumerable.Repeat("😀", 31)) + "…");
            before = quarantine.Status.Bytes;
        }

        await using var again = await Open();
        again.Status.Bytes.ShouldBe(before);
    }

    [Fact]
    public async Task Keeps_counts_bounds_and_ids_across_a_restart()
    {
        var options = new QuarantineOptions { MaxPerDeviceAndReason = 2 };
        long? last;
        await using (var quarantine = await Open(options))
        {
            await Add(quarantine, Refused("MN-1"));
            last = await Add(quarantine, Refused("MN-1"));
        }

        await using var again = await Open(options);

        again.Status.PerReason.ShouldBe(new Dictionary<string, long> { ["unknown-mn"] = 2 });
        (await Add(again, Refused("MN-1"))).ShouldBeNull();
        (await Add(again, Refused("MN-2"))).ShouldBe(last + 1);
    }

    [Fact]
    public async Task Parks_a_spool_row_whole_and_once()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxMessageBytes = 10 });
        var row = new ParkedRow("g-1", 17, "MN-1", QuarantineReason.RejectedByBackend, "unknown parameter", new byte[5000]);

        var id = await quarantine.Park(row, CancellationToken.None);
        var again = await quarantine.Park(row, CancellationToken.None);

        again.ShouldBe(id);
        quarantine.Find(id).ShouldNotBeNull().Bytes.Length.ShouldBe(5000);
        quarantine.Status.ParkedRows.ShouldBe(1);
        quarantine.Status.PerReason["rejected-by-backend"].ShouldBe(1);
    }

    [Fact]
    public async Task Never_gives_up_a_parked_row_for_a_flood()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxRows = 5 });
        var id = await quarantine.Park(new ParkedRow("g-1", 1, "MN-1", QuarantineReason.RejectedByBackend, "", [1]), CancellationToken.None);

        for (var n = 0; n < 50; n++)
        {
            await Add(quarantine, Refused("MN-" + n));
        }

        quarantine.Find(id).ShouldNotBeNull();
        quarantine.Status.Rows.ShouldBe(6);
    }

    [Fact]
    public async Task What_was_acknowledged_to_its_sender_is_kept_whole_and_never_given_up()
    {
        var options = new QuarantineOptions { MaxRows = 5, MaxPerDeviceAndReason = 2, MaxMessageBytes = 10 };
        var ids = new List<long?>();
        await using (var quarantine = await Open(options))
        {
            for (var n = 0; n < 10; n++)
            {
                ids.Add(await Add(quarantine, Acknowledged(bytes: 100)));
            }
        }

        await using var again = await Open(options);
        for (var n = 0; n < 50; n++)
        {
            await Add(again, Refused("MN-" + n));
        }

        ids.ShouldAllBe(id => again.Find(id!.Value)!.Bytes.Length == 100);
        again.Status.Rows.ShouldBe(15);
        again.Status.Suppressed.ShouldBeEmpty();
    }

    [Fact]
    public async Task Acknowledged_messages_have_a_bound_that_refuses_also_after_a_restart()
    {
        var options = new QuarantineOptions { MaxAcknowledgedBytes = 1000 };
        await using (var quarantine = await Open(options))
        {
            await Add(quarantine, Acknowledged(bytes: 700));
            (await Should.ThrowAsync<QuarantineFullException>(() => Add(quarantine, Acknowledged(bytes: 700)))).Message.ShouldContain("Quarantine:MaxAcknowledgedBytes");
            (await Add(quarantine, Refused("MN-1"))).ShouldNotBeNull();
        }

        await using var again = await Open(options);
        await Should.ThrowAsync<QuarantineFullException>(() => Add(again, Acknowledged(bytes: 700)));
        again.Status.Rows.ShouldBe(2);
    }

    [Fact]
    public async Task Refuses_to_park_beyond_its_bound_and_stores_the_others_all_the_same()
    {
        await using var quarantine = await Open(new QuarantineOptions { MaxParkedBytes = 10 });

        var parked = quarantine.Park(new ParkedRow("g-1", 1, null, QuarantineReason.UnreadableRow, "", new byte[10]), CancellationToken.None);
        var refused = quarantine.Park(new ParkedRow("g-1", 2, null, QuarantineReason.UnreadableRow, "", new byte[1]), CancellationToken.None);
        var added = Add(quarantine, Refused("MN-1"));

        (await Should.ThrowAsync<QuarantineFullException>(() => refused)).Message.ShouldContain("Quarantine:MaxParkedBytes");
        await parked;
        (await added).ShouldNotBeNull();
    }

    [Fact]
    public async Task Says_once_that_a_bound_that_refuses_is_near_and_once_that_it_is_far_again()
    {
        var log = new RecordedLog();
        await using var quarantine = await QuarantineStore.Open(folder["quarantine.db"], new QuarantineOptions { MaxParkedBytes = 10 }, clock, log);
        var id = await quarantine.Park(new ParkedRow("g-1", 1, null, QuarantineReason.UnreadableRow, "", new byte[8]), CancellationToken.None);
        await quarantine.Park(new ParkedRow("g-1", 2, null, QuarantineReason.UnreadableRow, "", new byte[1]), CancellationToken.None);

        quarantine.Status.IsNearlyFull.ShouldBeTrue();
        log.At(Microsoft.Extensions.Logging.LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("Quarantine:MaxParkedBytes");
        await quarantine.Replayed(id, new Replay(Start, "li", Replay.Stored, ""));
        quarantine.Status.IsNearlyFull.ShouldBeFalse();
        log.At(Microsoft.Extensions.Logging.LogLevel.Information).ShouldHaveSingleItem().ShouldContain("is down to");
    }

    [Theory]
    [InlineData("Quarantine:MaxRows", 10, 1_000_000)]
    [InlineData("Quarantine:MaxBytes", 1000, 210)]
    public async Task Says_before_the_oldest_go(string option, int maxRows, long maxBytes)
    {
        var log = new RecordedLog();
        var options = new QuarantineOptions { MaxRows = maxRows, MaxBytes = maxBytes, MaxMessageBytes = 10 };
        await using var quarantine = await QuarantineStore.Open(folder["quarantine.db"], options, clock, log);
        for (var n = 0; n < 9; n++)
        {
            await Add(quarantine, Refused($"MN-{n}"));
        }

        log.At(Microsoft.Extensions.Logging.LogLevel.Warning).ShouldHaveSingleItem().ShouldContain(option);
        quarantine.Status.Evicted.ShouldBe(0);
        quarantine.Status.IsNearlyFull.ShouldBeFalse("nothing that was acknowledged is at stake");
    }

    [Fact]
    public async Task What_a_replay_brought_in_may_make_room_for_others_also_after_a_restart()
    {
        var options = new QuarantineOptions { MaxRows = 2, MaxAcknowledgedBytes = 1000 };
        await using (var quarantine = await Open(options))
        {
            var id = await Add(quarantine, Acknowledged(bytes: 700));
            await quarantine.Replayed(id!.Value, new Replay(Start, "li", Replay.Stored, ""));
        }

        await using var again = await Open(options);
        again.List(null, 1)[0].Replay.ShouldBe(new Replay(Start, "li", Replay.Stored, ""));
        again.Status.AcknowledgedBytes.ShouldBe(0);
        (await Add(again, Acknowledged(bytes: 700))).ShouldNotBeNull();
        await Add(again, Refused("MN-1", peer: "10.0.0.3:1"));
        await Add(again, Refused("MN-2", peer: "10.0.0.3:1"));
        again.Status.Evicted.ShouldBe(1);
    }

    [Fact]
    public void Every_reason_has_a_word_of_its_own()
    {
        var words = Enum.GetValues<QuarantineReason>().Select(reason => reason.Word()).ToList();

        words.ShouldBeUnique();
        words.ShouldAllBe(word => word.All(c => char.IsAsciiLetterLower(c) || c == '-'));
    }

    private static Task<long?> Add(QuarantineStore quarantine, RefusedMessage message) => quarantine.Add(message, CancellationToken.None);

    private static RefusedMessage Refused(string mn, QuarantineReason reason = QuarantineReason.UnknownMn, string peer = "10.0.0.1:4000", string detail = "") =>
        new("tcp", peer, mn, reason, detail, Encoding.ASCII.GetBytes(mn), mn.Length);

    private static RefusedMessage Acknowledged(int bytes) =>
        new("mqtt", "10.0.0.3:4000 logger", "MN-A", QuarantineReason.BadPayload, "", new byte[bytes], bytes, IsAcknowledged: true);

    private static RefusedMessage Noise(string peer, int bytes) =>
        new("tcp", peer, null, QuarantineReason.Noise, "", new byte[bytes], bytes);

    private Task<QuarantineStore> Open(QuarantineOptions? options = null) =>
        QuarantineStore.Open(folder["quarantine.db"], options ?? new QuarantineOptions(), clock);
}
