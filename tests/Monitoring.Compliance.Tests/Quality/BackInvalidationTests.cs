using FsCheck;
using FsCheck.Fluent;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Tests.Quality;

public class BackInvalidationTests
{
    private static readonly DateTimeOffset Start = new(2026, 8, 1, 0, 0, 0, ChinaTime.Offset);

    [Fact]
    public void Is_of_a_time_exactly_when_the_check_after_it_failed_or_the_one_before_it_did() => Prop.ForAll(Checks, checks =>
    {
        var invalid = BackInvalidation.Of(checks);

        // Between two checks: what the instrument showed there is good only between two passed ones, or after the last passed one.
        for (var at = Start.AddMinutes(30); at < Start.AddHours(60); at = at.AddHours(1))
        {
            var before = checks.Where(c => c.At <= at).OrderBy(c => c.At).Select(c => (bool?)c.Passed).LastOrDefault();
            var after = checks.Where(c => c.At > at).OrderBy(c => c.At).Select(c => (bool?)c.Passed).FirstOrDefault();
            invalid.Any(s => s.Covers(at)).ShouldBe(before is false || after is false, $"{at:t} of {string.Join(' ', checks)}");
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Does_not_hang_on_the_order_of_the_checks() => Prop.ForAll(Checks, checks =>
        BackInvalidation.Of(checks.Reverse()).ShouldBe(BackInvalidation.Of(checks))).QuickCheckThrowOnFailure();

    // One check an hour at most.
    private static Arbitrary<JudgedCheck[]> Checks => Gen.Choose(0, 50).ArrayOf()
        .Select(hours => hours.Distinct().Select(h => new JudgedCheck(Start.AddHours(h), h % 3 != 0)).ToArray()).ToArbitrary();
}
