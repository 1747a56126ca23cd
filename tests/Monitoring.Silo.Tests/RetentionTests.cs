using Monitoring.Contracts;
using Monitoring.Silo.Retention;
using Monitoring.Storage;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests;

/// <summary>What a silo says stays provable, whatever its rules make the store forget.</summary>
public sealed class RetentionTests
{
    private static readonly DateTimeOffset Then = new(2020, 3, 2, 8, 0, 0, ChinaTime.Offset);
    private static readonly DateTimeOffset Now = Then.AddDays(500);

    [Fact]
    public async Task A_certificate_that_was_shown_replays_after_its_neighbours_are_forgotten() => await ShownStays(store: null);

    [Fact]
    public async Task So_it_does_on_PostgreSQL()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        await using var server = await PostgresServer.Start();
        var database = PostgresDatabase.Of(await server.CreateDatabase("retention"));

        await ShownStays(clock => PostgresMonitoringStore.Open(database, migrator: null, clock));
    }

    [Fact]
    public async Task What_is_older_than_what_is_kept_is_refused_with_its_reason_and_the_rest_is_taken()
    {
        await using var silo = new SiloUnderTest(Now, options: o => o.Retention.RawDays = 400);

        var receipt = await silo.Send(Message.Water(Then, "w01009=7.0"), Message.Water(Now, "w01009=7.0"));

        receipt.Rejected.ShouldHaveSingleItem().Reason.ShouldContain("Silo:Retention:RawDays");
        receipt.Accepted.ShouldBe([new SequenceRange(2, 2)]);
    }

    [Fact]
    public async Task By_default_everything_is_kept()
    {
        await using var silo = new SiloUnderTest(Now);
        await silo.Send(Message.Water(Then, "w01009=7.0"));

        (await Round(silo)).ShouldBe(Forgotten.Nothing);
        new RetentionOptions().Fault().ShouldBeNull();
    }

    [Theory]
    [InlineData(61, null)]
    [InlineData(null, 400)]
    [InlineData(400, 399)]
    public void Rules_that_make_no_sense_are_one_sentence_that_names_the_key(int? raw, int? hours) =>
        new RetentionOptions { RawDays = raw, HourDays = hours }.Fault().ShouldNotBeNull().ShouldContain("Silo:Retention:");

    private static Task<Forgotten> Round(SiloUnderTest silo) => RetentionService.Round(silo.Store.Retention, silo.Options.Retention, silo.Clock.GetUtcNow(), default);

    private static async Task ShownStays(Func<TimeProvider, IMonitoringStore>? store)
    {
        await using var silo = new SiloUnderTest(Then.AddDays(3), options: o => (o.Retention.RawDays, o.Retention.HourDays) = (400, 400), store: store);
        // Two days of water every hour and of air; oxygen that is good enough has no certificate until somebody looks.
        for (var hour = 0; hour < 48; hour++)
        {
            var at = Then.AddHours(hour);
            (await silo.Send("gw", (2 * hour) + 1, Message.Water(at, hour % 3 == 0 ? "w01009=7.6" : "w01001=7.5"), Message.AirHour(at, $"a34004={30 + hour}", "a21026=10"))).Rejected.ShouldBeEmpty();
        }

        var water = await silo.Queries.Verdicts(Message.River, VerdictKind.Instant, Then.AddHours(20), Then.AddHours(21), null, 10);
        var air = await silo.Queries.Verdicts(Message.City, VerdictKind.Hour, Then.AddHours(30), Then.AddHours(31), null, 10);
        var shown = water.Items.Concat(air.Items).Select(v => v.CertificateId).ToList();
        shown.Count.ShouldBe(2);
        var documents = await Documents(silo, shown);
        silo.Clock.Advance(Now - silo.Clock.GetUtcNow());
        await silo.Send("gw", 1000, Message.Water(Now, "w01009=7.0"));

        (await Round(silo)).Readings.ShouldBeGreaterThan(0);

        (await Documents(silo, shown)).ShouldBe(documents);
        (await silo.Verdict(Message.City)).ShouldNotBeNull("the newest verdict stays");
        await silo.Restart();
        (await Documents(silo, shown)).ShouldBe(documents);
        // Whatever verdict is still listed can be proven.
        foreach (var verdict in (await silo.Queries.Verdicts(Message.River, VerdictKind.Instant, Then, Now.AddDays(1), null, 1000)).Items)
        {
            (await silo.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull($"{verdict.At:O}");
        }
    }

    private static async Task<List<string>> Documents(SiloUnderTest silo, List<string> ids)
    {
        var documents = new List<string>();
        foreach (var id in ids)
        {
            documents.Add((await silo.Certificates.Find(id)).ShouldNotBeNull().Document);
        }

        return documents;
    }
}
