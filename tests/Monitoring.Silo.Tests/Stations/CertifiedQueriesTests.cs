using Monitoring.Silo.Stations;
using Monitoring.Storage;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests.Stations;

/// <summary>An id that was shown is one that is found, also when the store cannot note a new one.</summary>
public sealed class CertifiedQueriesTests : IAsyncDisposable
{
    private readonly SiloUnderTest silo = new();

    [Fact]
    public async Task While_the_store_cannot_write_reading_goes_on_and_no_id_is_shown_that_would_not_be_found()
    {
        await silo.Send(Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(4)));
        (await silo.Store.Queries.LatestVerdicts([Message.River]))[Message.River].CertificateId.ShouldBeEmpty("nobody looked at it yet");

        var shown = (await WhileFull.LatestVerdicts([Message.River]))[Message.River];

        shown.Class.ShouldBe(2);
        shown.CertificateId.ShouldBeEmpty();
        (await WhileFull.Verdicts(Message.River, VerdictKind.Instant, Noon, Noon.AddDays(1), cursor: null, limit: 10)).Items.Count(v => v.CertificateId.Length > 0)
            .ShouldBe(1, "the first has had its id since it was given");
    }

    [Fact]
    public async Task What_was_noted_at_an_earlier_look_is_shown_and_found_while_the_store_cannot_write()
    {
        await silo.Send(Message.ClassTwo(Noon), Message.ClassTwo(Noon.AddHours(4)));
        var seen = (await silo.Verdict(Message.River))!.CertificateId;

        (await WhileFull.LatestVerdicts([Message.River]))[Message.River].CertificateId.ShouldBe(seen);
        (await silo.Certificates.Find(seen)).ShouldNotBeNull();
    }

    public async ValueTask DisposeAsync() => await silo.DisposeAsync();

    private IReadingQueries WhileFull => new CertifiedQueries(silo.Store.Queries, silo.Store.Stations, new FullCertificateStore());

    private sealed class FullCertificateStore : ICertificateStore
    {
        public Task Note(IReadOnlyCollection<CertificatePlace> places, CancellationToken cancellationToken) => throw new IOException("no space left on device");

        public Task Keep(IReadOnlyCollection<IssuedCertificate> certificates, CancellationToken cancellationToken) => throw new IOException("no space left on device");

        public Task<string?> Find(string id, CancellationToken cancellationToken) => Task.FromResult<string?>(null);
    }
}
