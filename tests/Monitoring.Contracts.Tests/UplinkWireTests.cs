namespace Monitoring.Contracts.Tests;

public sealed class UplinkWireTests
{
    [Fact]
    public void A_receipt_that_asks_to_wait_for_ages_asks_for_a_day()
    {
        byte[] longest = [0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

        UplinkWire.TryRead(longest, out var receipt).ShouldBeTrue();

        receipt.RetryAfter.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_receipt_comes_back_as_it_was_written()
    {
        var receipt = new IngestReceipt([new SequenceRange(1, 7)], [new RejectedEntry(8, "no")], TimeSpan.FromSeconds(5));

        UplinkWire.TryRead(UplinkWire.Write(receipt), out var read).ShouldBeTrue();

        read.Accepted.ShouldBe(receipt.Accepted);
        read.Rejected.ShouldBe(receipt.Rejected);
        read.RetryAfter.ShouldBe(receipt.RetryAfter);
    }
}
