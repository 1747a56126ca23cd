using Monitoring.Testing;

namespace Monitoring.Storage.Tests;

public sealed class CertificateStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_certificate_comes_back_byte_for_byte_also_from_a_file_opened_again()
    {
        var document = $$"""{"名":"高锰酸盐指数","v":[{{string.Join(',', Enumerable.Range(0, 5000))}}]}""";
        await using (var store = Sample.Open(folder))
        {
            await store.Certificates.Keep([new IssuedCertificate("a", document)]);
        }

        await using var again = Sample.Open(folder);
        (await again.Certificates.Find("a")).ShouldBe(document);
        (await again.Certificates.Find("b")).ShouldBeNull();
    }

    [Fact]
    public async Task What_is_known_is_not_written_again()
    {
        await using var store = Sample.Open(folder);
        await store.Certificates.Keep([new IssuedCertificate("a", "1"), new IssuedCertificate("a", "1")]);
        var before = await store.Status();

        await store.Certificates.Keep([new IssuedCertificate("a", "1")]);

        // The status itself is one commit.
        (await store.Status()).Commits.ShouldBe(before.Commits + 1);
        await store.Certificates.Keep([new IssuedCertificate("b", "2")]);
        (await store.Status()).Commits.ShouldBe(before.Commits + 3);
    }

    public void Dispose() => folder.Dispose();
}
