using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Tests.Uplink;

public sealed class SettlementTests
{
    [Fact]
    public void Sorts_the_rows_that_were_sent_by_what_the_receipt_says_of_them()
    {
        var settlement = Settlement.Of(Rows(1, 2, 4, 5, 9), new IngestReceipt([new SequenceRange(1, 2), new SequenceRange(4, 4)], [new RejectedEntry(5, "no")]));

        Numbers(settlement.Accepted).ShouldBe([1, 2, 4]);
        settlement.Rejected.Select(entry => (entry.Row.Sequence, entry.Reason)).ShouldBe([(5, "no")]);
        Numbers(settlement.Kept).ShouldBe([9]);
    }

    [Fact]
    public void Of_a_row_named_both_ways_the_rejection_counts()
    {
        var settlement = Settlement.Of(Rows(1), new IngestReceipt([new SequenceRange(1, 1)], [new RejectedEntry(1, "no"), new RejectedEntry(1, "no again")]));

        settlement.Accepted.ShouldBeEmpty();
        settlement.Rejected.ShouldHaveSingleItem().Reason.ShouldBe("no");
    }

    [Fact]
    public void A_range_whose_ends_are_exchanged_names_nothing() =>
        Settlement.Of(Rows(1, 2, 3), new IngestReceipt([new SequenceRange(3, 1)], [])).Kept.Count.ShouldBe(3);

    [Fact]
    public void Ranges_cover_the_rows_and_nothing_between_them() =>
        Prop.ForAll<byte[]>(drawn =>
        {
            var numbers = drawn.ToHashSet();
            var ranges = Settlement.Ranges(Rows([.. numbers.Select(n => (long)n)]));

            ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)(range.Last - range.First + 1))).ShouldBe(numbers.Select(n => (int)n).Order());
        }).QuickCheckThrowOnFailure();

    private static SpoolRow[] Rows(params long[] numbers) => [.. numbers.Select(n => new SpoolRow(n, DateTimeOffset.UnixEpoch, "A", []))];

    private static IEnumerable<long> Numbers(IEnumerable<SpoolRow> rows) => rows.Select(row => row.Sequence);
}
