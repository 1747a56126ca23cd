using Monitoring.Contracts;
using Monitoring.Silo.Alerts;
using Monitoring.Storage.Alerts;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Alerts;

public sealed class AlertRulesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_rule_of_this_release_says_that_it_is_this_projects_own()
    {
        var rule = AlertRules.Default.SectionAt(FollowedSection.Noon).ShouldNotBeNull();

        rule.State.ShouldBe(AlertRuleState.Design);
        rule.Conditions.ShouldAllBe(c => c.Clause.Length > 0 && c.Level < AlertLevel.Red);
        AlertRules.Default.SectionAt(new DateTimeOffset(2002, 5, 31, 23, 59, 59, ChinaTime.Offset)).ShouldBeNull();
    }

    [Fact]
    public void An_operators_file_takes_its_place_and_signs_its_alerts()
    {
        var section = new FollowedSection { Rules = Rules("""
            { "id": "ours", "kind": "section-above-target", "state": "design", "validity": { "from": "2026-01-01", "to": null }, "source": "", "note": "",
              "resolveAfter": 1, "conditions": [{ "level": "red", "raises": true, "running": 3, "clause": "three" }] }
            """) };

        section.Feed("3", "3");
        section.Open.ShouldBeNull();
        section.Feed("3");
        section.Open!.Level.ShouldBe(AlertLevel.Red);
        section.Open.Rule.ShouldBe("ours");
        section.Feed("2");
        section.Open.ShouldBeNull();
    }

    [Fact]
    public void Under_other_rules_the_past_is_followed_again()
    {
        var section = new FollowedSection();
        section.Feed("3", "3");

        AlertBook.Of(new Storage.StationSnapshot(null, [], null, null, null) { Watches = [new AlertWatch(AlertKind.SectionAboveTarget, section.Book.Watch!.Write())] }, AlertRules.Default)
            .Watch.ShouldNotBeNull();
        SectionWatch.Read(section.Book.Watch!.Write(), "ours").ShouldBeNull();
        SectionWatch.Read("{}", AlertRules.Default.Version).ShouldBeNull();
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{ "id": "x", "kind": "boat", "state": "design", "validity": { "from": "2026-01-01", "to": null }, "source": "", "note": "", "resolveAfter": 1, "conditions": [{ "level": "blue", "raises": true, "running": 2, "clause": "" }] }""")]
    [InlineData("""{ "id": "x", "kind": "section-above-target", "state": "design", "validity": { "from": "2026-01-01", "to": null }, "source": "", "note": "", "resolveAfter": 0, "conditions": [{ "level": "blue", "raises": true, "running": 2, "clause": "" }] }""")]
    [InlineData("""{ "id": "x", "kind": "section-above-target", "state": "design", "validity": { "from": "2026-01-01", "to": null }, "source": "", "note": "", "resolveAfter": 1, "conditions": [{ "level": "blue", "running": 2, "clause": "" }] }""")]
    [InlineData("""{ "id": "x", "kind": "section-above-target", "state": "design", "validity": { "from": "2026-01-01", "to": null }, "source": "", "note": "", "resolveAfter": 1, "conditions": [] }""")]
    public void A_file_that_is_no_rule_is_named(string text) =>
        Should.Throw<InvalidDataException>(() => Rules(text)).Message.ShouldContain(folder["rule.json"]);

    private AlertRules Rules(string text)
    {
        File.WriteAllText(folder["rule.json"], text);
        return AlertRules.Of(new AlertOptions { RuleFile = folder["rule.json"] });
    }
}
