namespace Monitoring.Storage.Tests;

public abstract class CertificateStoreTests(IStorePlace place) : StateStoreTests(place)
{
    [Fact]
    public async Task A_certificate_comes_back_byte_for_byte_also_from_a_store_opened_again()
    {
        var document = $$"""{"名":"高锰酸盐指数","v":[{{string.Join(',', Enumerable.Range(0, 5000))}}]}""";
        await Store.Certificates.Keep([new IssuedCertificate("a", document)]);

        await Reopen();

        (await Store.Certificates.Find("a")).ShouldBe(document);
        (await Store.Certificates.Find("b")).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_known_is_not_written_again()
    {
        await Store.Certificates.Keep([new IssuedCertificate("a", "1"), new IssuedCertificate("a", "1")]);
        var before = await Store.Status();

        await Store.Certificates.Keep([new IssuedCertificate("a", "1")]);

        // The status itself is one commit.
        (await Store.Status()).Commits.ShouldBe(before.Commits + 1);
        await Store.Certificates.Keep([new IssuedCertificate("b", "2")]);
        (await Store.Status()).Commits.ShouldBe(before.Commits + 3);
    }

    [Fact]
    public async Task Evidence_that_two_stations_share_stays_where_it_was_noted_first_also_within_one_commit()
    {
        var (first, second) = (Sample.Station("A"), Sample.Station("B"));
        CertificatePlace At(RegisteredStation station, int hour) => new("shared", station.Station.Id, VerdictKind.Instant, Sample.Noon.AddHours(hour));
        await Store.Stations.Commit(Sample.Writes(first) with { Verdicts = [Sample.Verdict(first, Sample.Noon, ""), Sample.Verdict(first, Sample.Noon.AddHours(1), "")] });
        await Store.Stations.Commit(Sample.Writes(second) with { Verdicts = [Sample.Verdict(second, Sample.Noon, "")] });

        await Store.Stations.Commit(new StationWrites(first.Station.Id) { Places = [At(first, 0), At(first, 1)] });
        await Store.Stations.Commit(new StationWrites(second.Station.Id) { Places = [At(second, 0)] });

        var found = (await Store.Queries.FindVerdict("shared"))!;
        (found.Station, found.At).ShouldBe((first.Station.Id, Sample.Noon));
    }

    [Fact]
    public async Task A_verdict_is_found_by_every_certificate_that_was_noted_for_its_time()
    {
        var station = Sample.Station("A");
        await Store.Stations.Commit(Sample.Writes(station) with { Verdicts = [Sample.Verdict(station, Sample.Noon, "first")] });
        CertificatePlace[] noted = [new("seen later", station.Station.Id, VerdictKind.Instant, Sample.Noon), new("first", station.Station.Id, VerdictKind.Instant, Sample.Noon)];

        await Store.Certificates.Note(noted);
        await Store.Certificates.Note(noted);

        (await Store.Queries.FindVerdict("first"))!.CertificateId.ShouldBe("first");
        (await Store.Queries.FindVerdict("seen later"))!.At.ShouldBe(Sample.Noon);
        (await Store.Queries.FindVerdict("nobody's")).ShouldBeNull();
    }
}
