using FsCheck;
using FsCheck.Fluent;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;
using static Monitoring.Silo.Tests.Alerts.FollowedSection;

namespace Monitoring.Silo.Tests.Alerts;

public sealed class AlertOrderProperties
{
    private static readonly string[] Words = ["1", "2", "2", "3", "3", "4", "6", "-"];

    [Fact]
    public void Whatever_the_order_the_cuts_the_repeats_and_the_restarts_the_open_alert_is_the_same() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2000),
        Prop.ForAll(Scenarios(), scenario =>
        {
            var (values, seed) = scenario;
            var inOrder = new FollowedSection();
            inOrder.Feed(values);

            var shuffled = Shuffled(values, seed);
            // Raised at another moment, hence under another id; all else is the same.
            (shuffled.Open is null).ShouldBe(inOrder.Open is null);
            if (inOrder.Open is { } alert)
            {
                Figures(shuffled.Open!).ShouldBe(Figures(alert));
            }

            foreach (var episode in inOrder.Alerts)
            {
                shuffled.Alerts.ShouldContain(a => Figures(a) == Figures(episode), $"{string.Join(' ', values)} seed {seed}");
            }
        }));

    [Fact]
    public void A_repeat_of_everything_changes_nothing() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(Scenarios(), scenario =>
        {
            var section = new FollowedSection();
            section.Feed(scenario.Values);
            var (alerts, changes) = (section.Alerts.ToList(), section.Changes.Count);

            section.Take([.. scenario.Values.Select((w, i) => Verdict(i, w))]);

            section.Alerts.ShouldBe(alerts);
            section.Changes.Count.ShouldBe(changes);
        }));

    private static Arbitrary<(string[] Values, int Seed)> Scenarios() =>
        (from values in Gen.Elements(Words).ArrayOf().Resize(20).Where(v => v.Length is > 0 and <= 20)
         from seed in Gen.Choose(0, int.MaxValue - 1)
         select (values, seed)).ToArbitrary();

    private static FollowedSection Shuffled(string[] values, int seed)
    {
        var random = new System.Random(seed);
        var section = new FollowedSection();
        var rest = values.Select((w, i) => Verdict(i, w)).ToArray();
        random.Shuffle(rest);
        List<StoredVerdict> all = [.. rest, .. rest.Where(_ => random.Next(4) == 0)];
        while (all.Count > 0)
        {
            var batch = all.Take(random.Next(1, 5)).ToArray();
            all.RemoveRange(0, batch.Length);
            section.Take([.. batch.DistinctBy(v => v.At)]);
            if (random.Next(5) == 0)
            {
                section.Restart();
            }
        }

        return section;
    }

    private static AlertFinding Figures(AlertFinding alert) => alert with { Id = "", RaisedAt = default };
}
