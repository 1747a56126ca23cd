using Monitoring.Contracts;
using Monitoring.Storage.Alerts;

namespace Monitoring.Storage.Tests;

/// <summary>Forgetting by age, in a time so long ago that every store lets it go.</summary>
public abstract class RetentionTests(IStorePlace place) : StateStoreTests(place)
{
    private static readonly TimeSpan Reach = TimeSpan.FromHours(4);
    private static readonly DateTimeOffset January = new(2020, 1, 1, 0, 0, 0, ChinaTime.Offset);
    private static readonly DateTimeOffset March = January.AddMonths(2);
    private static readonly RegisteredStation A = Sample.Station("A");
    private static readonly RegisteredStation B = Sample.Station("B");

    [Fact]
    public async Task What_is_older_goes_and_what_is_younger_days_and_the_newest_value_stay()
    {
        await Fill(A);
        await Commit(B, Sample.Reading("w01009", January, "the only one"));

        var gone = await Store.Retention.ForgetRaw(March, Reach);

        (await Starts(A)).ShouldBe(Days(March, 31));
        (await Starts(B)).ShouldBe([January], "it is the newest that there is");
        (await Store.Queries.Latest(B.Station.Id)).ShouldHaveSingleItem().Reading.Reading.Text.ShouldBe("the only one");
        gone.Readings.ShouldBe(60 + 1, "January, February and a correction");
        (await Aggregates(AggregateResolution.Day)).Count.ShouldBe(91);
        (await Aggregates(AggregateResolution.Hour)).Count.ShouldBe(91);
        (await Verdicts()).ShouldBe(Days(March, 31));
        (await Store.Retention.ForgetRaw(March, Reach)).ShouldBe(Forgotten.Nothing);
    }

    [Fact]
    public async Task What_a_seen_certificate_rests_on_stays_with_its_verdict()
    {
        await Fill(A);
        var seen = January.AddDays(10);
        await Commit(A, Sample.Reading("w01001", seen - Reach + TimeSpan.FromMinutes(1), "7"), Sample.Reading("w01001", seen.AddHours(-6), "6"), Sample.Reading("w01001", March, "8"));
        await Store.Certificates.Note([new CertificatePlace("seen", A.Station.Id, VerdictKind.Instant, seen)]);

        await Store.Retention.ForgetRaw(March, Reach);
        await Store.Retention.ForgetHours(March);

        (await Store.Queries.FindVerdict("seen"))!.At.ShouldBe(seen);
        (await Starts(A)).ShouldBe([seen, .. Days(March, 31)]);
        (await Starts(A, "w01001")).ShouldBe([seen - Reach + TimeSpan.FromMinutes(1), March]);
        (await Aggregates(AggregateResolution.Hour)).Select(a => a.Start).ShouldBe([seen, .. Days(March, 31)]);
        (await Aggregates(AggregateResolution.Day)).Count.ShouldBe(91);
    }

    [Fact]
    public async Task Everything_since_an_open_alert_began_stays_and_goes_when_it_has_ended()
    {
        await Fill(A);
        var began = January.AddDays(40);
        var alert = new AlertFinding("1", A.Station.Id, AlertKind.SectionAboveTarget, "rule", AlertLevel.Blue, null, null, null, null, began, began, began, null, null);
        await Store.Stations.Commit(new StationWrites(A.Station.Id) { Alerts = [new AlertChange(alert, [])] });

        await Store.Retention.ForgetRaw(March, Reach);
        (await Starts(A)).ShouldBe(Days(began.AddDays(-1), 21 + 31));
        (await Verdicts()).ShouldBe(Days(began.AddDays(-1), 21 + 31));

        await Store.Stations.Commit(new StationWrites(A.Station.Id) { Alerts = [new AlertChange(alert with { ResolvedAt = March }, [])] });
        await Reopen();
        await Store.Retention.ForgetRaw(March, Reach);
        (await Starts(A)).ShouldBe(Days(March, 31));
    }

    [Fact]
    public async Task A_month_that_was_forgotten_takes_readings_again()
    {
        await Fill(A);
        await Store.Retention.ForgetRaw(March, Reach);

        await Commit(A, Sample.Reading("w01009", January.AddDays(3), "late"));

        (await Starts(A)).ShouldBe([January.AddDays(3), .. Days(March, 31)]);
    }

    private static IEnumerable<DateTimeOffset> Days(DateTimeOffset from, int count) => Enumerable.Range(0, count).Select(d => from.AddDays(d));

    // A value, an hour, a day and a verdict for every day from January to March, and one correction.
    private Task Fill(RegisteredStation station)
    {
        var days = Days(January, 31 + 29 + 31).ToList();
        return Store.Stations.Commit(Sample.Writes(station, [.. days.Select(d => Sample.Reading("w01009", d, "8.1", sequence: 2))]) with
        {
            Superseded = [Sample.Reading("w01009", January.AddDays(1), "9.9")],
            Aggregates = [.. days.SelectMany(d => new[] { Sample.Hour("w01009", d, 8.1m), Sample.Hour("w01009", d, 8.1m) with { Resolution = AggregateResolution.Day } })],
            Verdicts = [.. days.Select(d => Sample.Verdict(station, d, certificate: ""))],
        });
    }

    private static ReadingRange Range(RegisteredStation station, string parameter) => new(station.Station.Id, ParameterCode.Parse(parameter), January.AddYears(-1), March.AddYears(1));

    private async Task<IEnumerable<DateTimeOffset>> Starts(RegisteredStation station, string parameter = "w01009") =>
        (await Store.Queries.Readings(Range(station, parameter), null, 1000)).Items.Select(h => h.Current.Reading.Key.Start);

    private async Task<IReadOnlyList<Aggregate>> Aggregates(AggregateResolution resolution) =>
        (await Store.Queries.Aggregates(Range(A, "w01009"), resolution, null, 1000)).Items;

    private async Task<IEnumerable<DateTimeOffset>> Verdicts() =>
        (await Store.Queries.Verdicts(A.Station.Id, VerdictKind.Instant, January, March.AddYears(1), null, 1000)).Items.Select(v => v.At);
}
