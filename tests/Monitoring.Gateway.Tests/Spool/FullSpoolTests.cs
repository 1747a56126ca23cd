using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

public sealed class FullSpoolTests : IDisposable
{
    private static readonly int RowSize = UplinkWire.Write(Messages.Numbered(1)).Length + TelemetrySpool.RowOverheadBytes;

    private readonly TemporaryFolder folder = new();
    private readonly RecordedLog log = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Refuses_what_has_no_room_and_keeps_what_it_has()
    {
        await using var spool = await Open(rows: 3);
        await Task.WhenAll(Enumerable.Range(1, 3).Select(spool.Append));

        var full = await Should.ThrowAsync<SpoolFullException>(() => spool.Append(4));

        full.Message.ShouldContain("Spool:MaxBytes");
        spool.All().Select(Messages.NumberOf).ShouldBe([1, 2, 3]);
        spool.Status.Refused.ShouldBe(1);
    }

    [Fact]
    public async Task Says_that_it_is_full_although_some_bytes_are_left_until_rows_go()
    {
        await using var spool = await TelemetrySpool.Open(folder["spool.db"], new SpoolOptions { MaxBytes = (3 * RowSize) - 1 }, TimeProvider.System, log);
        await spool.Append(1);
        await spool.Append(2);
        spool.Status.IsFull.ShouldBeFalse();

        await Should.ThrowAsync<SpoolFullException>(() => spool.Append(3));
        await Should.ThrowAsync<SpoolFullException>(() => spool.Append(4));

        spool.Status.IsFull.ShouldBeTrue();
        log.At(LogLevel.Error).ShouldHaveSingleItem().ShouldContain("Spool:MaxBytes");

        await spool.Release(new SequenceRange(1, 1));
        spool.Status.IsFull.ShouldBeFalse();
    }

    [Fact]
    public async Task Takes_messages_again_once_rows_were_settled()
    {
        await using var spool = await Open(rows: 2);
        await spool.Append(1);
        await spool.Append(2);
        await Should.ThrowAsync<SpoolFullException>(() => spool.Append(3));

        await spool.Release(new SequenceRange(1, 1));

        (await spool.Append(3)).ShouldBe(3);
        spool.All().Select(Messages.NumberOf).ShouldBe([2, 3]);
    }

    [Fact]
    public async Task Holds_its_bound_however_many_come_at_once()
    {
        await using var spool = await Open(rows: 10);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => spool.Append(n))
            .Concat(Enumerable.Range(1, 8).Select(n => spool.Append(n)))
            .Select(async append =>
            {
                try
                {
                    await append;
                    return true;
                }
                catch (SpoolFullException)
                {
                    return false;
                }
            }));

        outcomes.Count(isStored => isStored).ShouldBe(10);
        spool.PendingRows.ShouldBe(10);
        spool.Status.PendingBytes.ShouldBe(10 * RowSize);
    }

    [Fact]
    public async Task Is_still_full_after_a_restart()
    {
        await using (var spool = await Open(rows: 2))
        {
            await spool.Append(1);
            await spool.Append(2);
        }

        await using var again = await Open(rows: 2);

        await Should.ThrowAsync<SpoolFullException>(() => again.Append(3));
    }

    [Fact]
    public async Task Raises_the_alarm_once_from_eighty_percent_and_clears_it_when_drained()
    {
        await using var spool = await Open(rows: 10);
        await Task.WhenAll(Enumerable.Range(1, 7).Select(spool.Append));
        spool.Status.IsNearlyFull.ShouldBeFalse();

        await spool.Append(8);
        await spool.Append(9);

        spool.Status.IsNearlyFull.ShouldBeTrue();
        log.At(LogLevel.Warning).ShouldHaveSingleItem().ShouldContain("The spool holds");
        await spool.Release(new SequenceRange(1, 9));
        spool.Status.IsNearlyFull.ShouldBeFalse();
        log.At(LogLevel.Information).ShouldHaveSingleItem().ShouldContain("is down to");
    }

    private Task<TelemetrySpool> Open(int rows) =>
        TelemetrySpool.Open(folder["spool.db"], new SpoolOptions { MaxBytes = rows * RowSize }, TimeProvider.System, log);
}
