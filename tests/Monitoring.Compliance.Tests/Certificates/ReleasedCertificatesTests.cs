using System.Text.Json.Nodes;
using Monitoring.Compliance.Certificates;

namespace Monitoring.Compliance.Tests.Certificates;

/// <summary>A certificate that was ever given stays provable: golden ones of every release and kind.</summary>
public class ReleasedCertificatesTests
{
    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "vectors", "certificates"), "*.json").Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Go_on_replaying_to_the_same_bytes(string file)
    {
        var replay = Certificate.Replay(File.ReadAllText(file).TrimEnd('\n'));

        replay.Difference.ShouldBeNull(Path.GetFileName(file));
    }

    [Fact]
    public void Are_of_every_version_that_is_promised_to_replay()
    {
        var versions = Files.Select(f => JsonNode.Parse(File.ReadAllText(f))!).Select(c => new CertificateVersion((string)c["engine"]!, (string)c["ruleSet"]!));

        versions.Distinct().ShouldBe(CertificateVersion.Replayable, ignoreOrder: true);
        CertificateVersion.Replayable.ShouldContain(CertificateVersion.Current);
    }
}
