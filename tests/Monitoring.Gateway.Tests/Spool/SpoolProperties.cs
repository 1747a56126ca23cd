using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts;
using Monitoring.Gateway.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Spool;

public sealed class SpoolProperties
{
    [Fact]
    public void Any_sequence_of_appends_receipts_and_reopenings_leaves_exactly_what_nobody_settled() =>
        Prop.ForAll(Steps(), steps => Run(steps).GetAwaiter().GetResult()).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    private static Arbitrary<List<Step>> Steps()
    {
        var append = Gen.Choose(1, 12).Select(Step (count) => new AppendSome(count));
        var receipt = Gen.Choose(-5, 60).SelectMany(first => Gen.Choose(0, 15).Select(Step (length) => new SettleSome(first, first + length)));
        var reopen = Gen.Constant<Step>(new Reopen());
        return Gen.Frequency((5, append), (4, receipt), (1, reopen)).ListOf().Select(steps => steps.ToList()).ToArbitrary();
    }

    private static async Task Run(List<Step> steps)
    {
        using var folder = new TemporaryFolder();
        var spool = await Open(folder);
        var pending = new SortedDictionary<long, int>();
        long last = 0;
        foreach (var step in steps)
        {
            switch (step)
            {
                case AppendSome some:
                    var numbers = await Task.WhenAll(Enumerable.Range((int)last + 1, some.Count).Select(spool.Append));
                    numbers.ShouldBe(Enumerable.Range(1, some.Count).Select(n => last + n));
                    numbers.ToList().ForEach(n => pending.Add(n, (int)n));
                    last += some.Count;
                    break;
                case SettleSome some:
                    var settled = pending.Keys.Where(n => n >= some.First && n <= some.Last).ToList();
                    (await spool.Release(new SequenceRange(some.First, some.Last))).ShouldBe(settled.Count);
                    settled.ForEach(n => pending.Remove(n));
                    break;
                case Reopen:
                    await spool.DisposeAsync();
                    spool = await Open(folder);
                    break;
            }

            spool.All().Select(row => KeyValuePair.Create(row.Sequence, Messages.NumberOf(row))).ShouldBe(pending);
            spool.PendingRows.ShouldBe(pending.Count);
            spool.LastSequence.ShouldBe(last);
        }

        await spool.DisposeAsync();
    }

    private static Task<TelemetrySpool> Open(TemporaryFolder folder) => TelemetrySpool.Open(folder["spool.db"], new SpoolOptions(), TimeProvider.System);

    private abstract record Step;

    private sealed record AppendSome(int Count) : Step;

    private sealed record SettleSome(long First, long Last) : Step;

    private sealed record Reopen : Step;
}
