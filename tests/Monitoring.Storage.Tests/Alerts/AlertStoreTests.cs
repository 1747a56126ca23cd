using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Tests.Alerts;

public abstract class AlertStoreTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly DateTimeOffset Noon = Sample.Noon;

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Enter("A", Province.Chongqing, receives: "");
        await Enter("B", Province.Sichuan, receives: Province.Chongqing);
    }

    [Fact]
    public async Task An_alert_survives_a_restart_with_all_that_people_did()
    {
        await Raise("1", "B");
        await Done(AlertAction.Acknowledged, note: "seen", province: "SC");
        await Done(AlertAction.Assigned, target: "li");
        var before = await Store.Alerts.Find("1");

        await Reopen();

        var alert = (await Store.Alerts.Find("1")).ShouldNotBeNull();
        alert.Finding.ShouldBe(before!.Finding);
        alert.State.ShouldBe(AlertState.Acknowledged);
        alert.Acknowledgements.ShouldBe([new AlertAcknowledgement("SC", "wang", Noon, "seen")]);
        alert.Assignee.ShouldBe("li");
        alert.Partners.ShouldBe(["CQ"]);
        (await Store.Alerts.Timeline("1")).Select(e => e.Action).ShouldBe(["raised", "acknowledged", "assigned"]);
        (await Store.Audit.List(null, 10)).Items.Select(e => (e.Actor, e.Action, e.Subject, e.Detail))
            .ShouldBe([("wang", "alert.assigned", "1", "li"), ("wang", "alert.acknowledged", "1", "seen")]);
    }

    [Fact]
    public async Task The_owner_of_the_station_gets_back_what_it_wrote()
    {
        var raised = await Raise("1", "A", new AlertWatch(AlertKind.SectionAboveTarget, "so far"));
        await Write("A", new AlertChange(Finding("2", "A") with { Kind = AlertKind.StationSilent, ResolvedAt = Noon }, []));

        var snapshot = await Store.Stations.Load(StationId.Parse("A"));
        var past = (await Store.Stations.Load(StationId.Parse("A"), new StepNeeds { AlertWindow = new TimeRange(Noon.AddDays(-4), Noon.AddDays(1)) })).AlertPast;

        snapshot.OpenAlerts.ShouldBe([raised]);
        snapshot.Watches.ShouldBe([new AlertWatch(AlertKind.SectionAboveTarget, "so far")]);
        past.Alerts.Select(a => a.Id).ShouldBe(["1", "2"], ignoreOrder: true);
    }

    [Fact]
    public async Task A_second_open_alert_of_a_kind_is_refused_with_all_that_came_with_it()
    {
        await Raise("1", "A");

        await Should.ThrowAsync<Exception>(() => Raise("2", "A", new AlertWatch(AlertKind.SectionAboveTarget, "lost")));

        (await Store.Alerts.List(new AlertFilter(), null, 10)).Items.Select(a => a.Finding.Id).ShouldBe(["1"]);
        (await Store.Stations.Load(StationId.Parse("A"))).Watches.ShouldBeEmpty();
        await Raise("3", "B");
    }

    [Fact]
    public async Task The_state_follows_from_readings_and_people_whoever_writes_last()
    {
        var finding = await Raise("1", "A");
        await Done(AlertAction.Acknowledged);
        await Write("A", new AlertChange(finding with { Level = AlertLevel.Yellow, Value = "1.3" }, []));
        (await State()).ShouldBe(AlertState.Acknowledged);

        await Done(AlertAction.Closed);
        await Write("A", new AlertChange(finding with { Value = "1.4" }, []));
        (await State()).ShouldBe(AlertState.Closed);

        await Write("A", new AlertChange(finding with { Level = AlertLevel.Orange }, [], Reopens: true));
        (await State()).ShouldBe(AlertState.Acknowledged);

        await Write("A", new AlertChange(finding with { ResolvedAt = Noon }, []));
        (await State()).ShouldBe(AlertState.Resolved);
    }

    [Theory]
    [InlineData(AlertAction.Closed, AlertAction.Acknowledged, true)]
    [InlineData(AlertAction.Closed, AlertAction.Closed, true)]
    [InlineData(AlertAction.Closed, AlertAction.Assigned, true)]
    [InlineData(AlertAction.Closed, AlertAction.Commented, false)]
    [InlineData(AlertAction.Resolved, AlertAction.Acknowledged, true)]
    [InlineData(AlertAction.Resolved, AlertAction.HandedOver, true)]
    [InlineData(AlertAction.Resolved, AlertAction.Closed, false)]
    [InlineData(AlertAction.Acknowledged, AlertAction.Acknowledged, true)]
    [InlineData(AlertAction.Acknowledged, AlertAction.HandedOver, false)]
    public async Task What_a_state_does_not_allow_is_refused_and_leaves_no_trace(string first, string then, bool isRefused)
    {
        var finding = await Raise("1", "A");
        if (first == AlertAction.Resolved)
        {
            await Write("A", new AlertChange(finding with { ResolvedAt = Noon }, []));
        }
        else
        {
            await Done(first);
        }

        var (lines, revision) = ((await Store.Alerts.Timeline("1")).Count, await Store.Alerts.LastRevision());
        var outcome = await Do("1", then, target: "SC");

        (outcome is AlertOutcome.Refused).ShouldBe(isRefused);
        (await Store.Alerts.Timeline("1")).Count.ShouldBe(isRefused ? lines : lines + 1);
        (await Store.Alerts.LastRevision()).ShouldBe(isRefused ? revision : revision + 1);
    }

    [Fact]
    public async Task Both_sides_of_a_border_see_and_acknowledge_it()
    {
        await Raise("1", "B");
        await Raise("2", "A");

        (await Ids(new AlertFilter(Province: "CQ"))).ShouldBe(["2", "1"]);
        (await Ids(new AlertFilter(Province: "SC"))).ShouldBe(["1"]);
        await Done(AlertAction.Acknowledged, by: "wang");
        await Done(AlertAction.Acknowledged, by: "li");
        (await Store.Alerts.Find("1"))!.Acknowledgements.Select(a => a.By).ShouldBe(["wang", "li"]);

        await Do("2", AlertAction.HandedOver, target: "SC");
        (await Ids(new AlertFilter(Province: "SC"))).ShouldBe(["2", "1"]);
    }

    [Fact]
    public async Task The_list_goes_on_by_cursor_and_parts_the_states()
    {
        var first = await Raise("1", "A");
        await Write("A", new AlertChange(first with { ResolvedAt = Noon }, []));
        await Raise("2", "A");
        await Raise("3", "B");
        await Do("3", AlertAction.Acknowledged);

        var page = await Store.Alerts.List(new AlertFilter(), null, 2);
        var rest = await Store.Alerts.List(new AlertFilter(), page.Cursor, 2);

        page.Items.Concat(rest.Items).Select(a => a.Finding.Id).ShouldBe(["3", "2", "1"]);
        rest.Cursor.ShouldBeNull();
        (await Ids(new AlertFilter(AlertState.Active))).ShouldBe(["2"]);
        (await Ids(new AlertFilter(AlertState.Acknowledged))).ShouldBe(["3"]);
        (await Ids(new AlertFilter(AlertState.Resolved))).ShouldBe(["1"]);
        (await Ids(new AlertFilter(AlertState.Closed))).ShouldBeEmpty();
        (await Do("4", AlertAction.Acknowledged)).ShouldBeOfType<AlertOutcome.Unknown>();
    }

    [Fact]
    public async Task What_changed_since_a_revision_comes_once_each_in_order()
    {
        await Raise("1", "A");
        await Raise("2", "B");
        var known = await Store.Alerts.LastRevision();
        (await Store.Alerts.ChangedSince(known, 10)).ShouldBeEmpty();

        await Do("2", AlertAction.Commented);
        await Do("1", AlertAction.Commented);
        await Do("2", AlertAction.Acknowledged);

        (await Store.Alerts.ChangedSince(known, 10)).Select(a => a.Finding.Id).ShouldBe(["1", "2"]);
        (await Store.Alerts.ChangedSince(0, 1)).Select(a => a.Finding.Id).ShouldBe(["1"]);
    }

    private static AlertFinding Finding(string id, string station) => new(
        id, StationId.Parse(station), AlertKind.SectionAboveTarget, "rule", AlertLevel.Blue, "w21003", "1.20", "0.5", "1.4", Noon.AddHours(-4), Noon, Noon, null, "c");

    private async Task<AlertFinding> Raise(string id, string station, params AlertWatch[] watches)
    {
        var finding = Finding(id, station);
        await Store.Stations.Commit(new StationWrites(finding.Station)
        {
            Alerts = [new AlertChange(finding, [new AlertEntry(Noon, AlertAction.Raised, AlertEntry.System, null, "blue")])],
            Watches = watches,
        });
        return finding;
    }

    private Task Write(string station, AlertChange change) => Store.Stations.Commit(new StationWrites(StationId.Parse(station)) { Alerts = [change] });

    private async Task Done(string action, string by = "wang", string? target = null, string note = "", string? province = null) =>
        (await Do("1", action, by, target, note, province)).ShouldBeOfType<AlertOutcome.Done>();

    private Task<AlertOutcome> Do(string id, string action, string by = "wang", string? target = null, string note = "", string? province = null) =>
        Store.Alerts.Apply(new AlertCommand(id, new AlertEntry(Noon, action, by, province, note), target));

    private async Task<AlertState> State() => (await Store.Alerts.Find("1"))!.State;

    private async Task<IEnumerable<string>> Ids(AlertFilter filter) => (await Store.Alerts.List(filter, null, 10)).Items.Select(a => a.Finding.Id);

    private async Task Enter(string id, string province, string receives)
    {
        await Store.Registry.Upsert(new Section(
            id, "断面" + id, "Section " + id, WaterBody.River, province, province, receives, "", "长江", IsMainStem: true, IsTransboundary: receives.Length > 0, []));
        await Store.Registry.Upsert(new Station(
            StationId.Parse(id), "MN" + id, id, StationKind.Water, StationRole.Border, "", StationOrigin.Real, "站" + id, "", province, "", null, null, TimeSpan.FromHours(4), Noon));
    }
}
