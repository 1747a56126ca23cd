using Monitoring.Storage.Alerts;
using static Monitoring.Silo.Tests.Alerts.FollowedSection;

namespace Monitoring.Silo.Tests.Alerts;

public sealed class SectionAlertTests
{
    private readonly FollowedSection section = new();

    [Theory]
    [InlineData("2 2 3", null)]
    [InlineData("3 2 3 2 3", null)]
    [InlineData("2 3 3", AlertLevel.Blue)]
    [InlineData("3 - - 3", AlertLevel.Blue)]
    [InlineData("- - -", null)]
    [InlineData("3 3 3", AlertLevel.Yellow)]
    [InlineData("3 3 2 3 3", AlertLevel.Blue)]
    [InlineData("6", null)]
    [InlineData("3 6", AlertLevel.Yellow)]
    [InlineData("6 6", AlertLevel.Orange)]
    [InlineData("3 6:DO=1.9", AlertLevel.Orange)]
    [InlineData("3 6:DO=2.0", AlertLevel.Yellow)]
    [InlineData("4:Hg=0.0002", AlertLevel.Orange)]
    [InlineData("3:0.8 4:1.2", AlertLevel.Blue)]
    [InlineData("3:0.8 4:1.21", AlertLevel.Yellow)]
    public void Two_bad_values_running_raise_and_worse_ones_escalate(string words, AlertLevel? level)
    {
        section.Feed(words.Split(' '));

        section.Open?.Level.ShouldBe(level!.Value);
        (section.Open is null).ShouldBe(level is null);
    }

    [Theory]
    [InlineData("3 3 2", true)]
    [InlineData("3 3 2 2", false)]
    [InlineData("3 3 2 3 2", true)]
    [InlineData("3 3 2 - 2", false)]
    [InlineData("3 3 - - -", true)]
    public void It_is_resolved_by_two_values_at_the_target_running(string words, bool isOpen)
    {
        section.Feed(words.Split(' '));

        (section.Open is not null).ShouldBe(isOpen);
        section.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public void It_says_what_where_since_when_and_by_which_verdict()
    {
        section.Feed("2", "3:0.75", "4:1.10");

        var alert = section.Open.ShouldNotBeNull();
        alert.Station.ShouldBe(Id);
        alert.Kind.ShouldBe("section-above-target");
        alert.Rule.ShouldBe("section-above-target-2026");
        (alert.Parameter, alert.Value, alert.Limit, alert.Multiple).ShouldBe(("w21003", "1.10", "0.5", "1.2"));
        (alert.StartedAt, alert.LastSeenAt, alert.RaisedAt).ShouldBe((At(1), At(2), Noon));
        alert.CertificateId.ShouldBe("c2/4:1.10");
        section.Changes.Single().Entries.Single().Action.ShouldBe("raised");
    }

    [Fact]
    public void Later_bad_values_keep_the_alert_and_renew_its_figures()
    {
        section.Feed("3:0.75", "3:0.75");
        var raised = section.Open!;

        section.Feed("3:0.76");
        section.Feed("2");
        section.Feed("3:0.7");

        var alert = section.Open!;
        alert.ShouldBe(raised with { Level = AlertLevel.Yellow, Value = "0.7", Multiple = "0.4", LastSeenAt = At(4) });
        section.Changes.SelectMany(c => c.Entries).Select(e => e.Action).ShouldBe(["raised", "escalated"]);
    }

    [Fact]
    public void A_second_episode_is_a_second_alert()
    {
        section.Feed("3", "3", "2", "2", "3", "3");

        section.Alerts.Count.ShouldBe(2);
        section.Alerts[0].ResolvedAt.ShouldBe(At(3));
        section.Open!.StartedAt.ShouldBe(At(4));
        section.Alerts.Select(a => a.Id).ShouldBeUnique();
    }

    [Fact]
    public void An_escalation_takes_back_a_close_by_hand()
    {
        section.Feed("3", "3");
        section.Feed("3");

        section.Changes[^1].Reopens.ShouldBeTrue();
        section.Feed("3");
        section.Changes[^1].Reopens.ShouldBeFalse();
    }

    [Fact]
    public void A_late_bad_value_joins_those_around_it()
    {
        section.Take(Verdict(2, "3"));
        section.Take(Verdict(4, "2"));
        section.Open.ShouldBeNull();

        section.Take(Verdict(3, "3"));

        section.Open!.StartedAt.ShouldBe(At(2));
        section.Open.LastSeenAt.ShouldBe(At(3));
    }

    [Fact]
    public void A_late_good_value_between_two_bad_ones_withdraws_their_alert()
    {
        section.Take(Verdict(2, "3"), Verdict(4, "3"));
        section.Open.ShouldNotBeNull();

        section.Take(Verdict(3, "2"));

        section.Open.ShouldBeNull();
        section.Changes[^1].Entries.Single().Action.ShouldBe("resolved");
    }

    [Fact]
    public void A_corrected_value_that_ends_the_cause_resolves_and_one_that_takes_the_end_back_reopens()
    {
        section.Feed("3", "3", "2", "2");
        var id = section.Alerts.Single().Id;

        section.Take(Verdict(3, "3"));
        section.Open!.Id.ShouldBe(id);
        section.Changes[^1].Entries.Select(e => e.Action).ShouldBe(["reopened"]);
        section.Changes[^1].Reopens.ShouldBeTrue("an officer may have closed it after its end: it is open again");

        section.Take(Verdict(3, "2"));
        section.Open.ShouldBeNull();
        section.Alerts.Single().ResolvedAt.ShouldBe(At(3));
    }

    [Fact]
    public void Values_of_more_than_four_days_ago_are_history()
    {
        section.Take(Verdict(-5, "6"), Verdict(-4, "6"));
        section.Alerts.ShouldBeEmpty();

        section.Feed("2", "3");
        section.Take(Verdict(-5, "5"));
        section.Alerts.ShouldBeEmpty();
    }

    [Fact]
    public void An_alert_older_than_that_goes_on_when_the_past_is_followed_again()
    {
        var old = new AlertFinding(
            "old", Id, AlertKind.SectionAboveTarget, "section-above-target-2026", AlertLevel.Orange, "w21003", "2.5", "0.5", "4.00", At(-30), At(-30), At(-29), null, "c");
        section.Alerts.Add(old);
        section.Restart();

        section.Feed("3", "-");
        section.Take(Verdict(1, "2"));
        section.Open.ShouldBe(old with { LastSeenAt = At(0), Value = "1.2", Multiple = "1.4" });

        section.Feed("2");
        section.Open.ShouldBeNull();
        section.Alerts.Count.ShouldBe(1);
    }

    [Fact]
    public void A_clock_that_runs_ahead_by_more_than_a_day_raises_nothing_and_hides_nothing()
    {
        section.Take(Verdict(40, "6"), Verdict(41, "6"));
        section.Alerts.ShouldBeEmpty();

        section.Take(Verdict(19, "3"), Verdict(20, "3"));
        section.Open!.StartedAt.ShouldBe(At(19));
    }

    [Fact]
    public void A_restart_between_two_values_forgets_nothing()
    {
        section.Feed("2", "3");
        section.Restart();
        section.Feed("3");
        var alert = section.Open!;
        section.Restart();
        section.Feed("3");

        section.Open.ShouldBe(alert with { Level = AlertLevel.Yellow, LastSeenAt = At(3) });
    }

    [Fact]
    public void Verdicts_stored_before_there_were_alerts_count_with_the_first_new_one()
    {
        section.Feed("2", "3");
        section.ForgetAlerts();

        section.Feed("3");

        section.Open!.StartedAt.ShouldBe(At(1));
    }
}
