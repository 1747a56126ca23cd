using System.Globalization;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Commands;

/// <summary>Exit codes: 0 done, 1 the work failed, 2 wrong usage.</summary>
public sealed class AssessCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_certificate_that_replays_is_0_and_one_with_a_changed_input_is_1()
    {
        var at = DateTimeOffset.Parse("2026-08-21T20:00:00+08:00", CultureInfo.InvariantCulture);
        var certificate = SectionCertificate.Of(new SectionInputs
        {
            Period = Period.Instant(at),
            Values = [new SectionValue(ParameterCode.Parse("w21011"), "0.241", DataMark.Normal, at, ReadingSource.Automatic)],
        });
        await File.WriteAllTextAsync(folder["genuine.json"], certificate.Json + "\n");

        // The class stays IV; only the digest of the inputs and the value tell.
        await File.WriteAllTextAsync(folder["forged.json"], certificate.Json.Replace("0.241", "0.242", StringComparison.Ordinal));

        (await Program.Main(["assess", "--certificate", folder["genuine.json"]])).ShouldBe(0);
        (await Program.Main(["assess", "--certificate", folder["forged.json"]])).ShouldBe(1);
    }

    [Theory]
    [InlineData(0, "id,kind,standard,inputs_json\nX1,nonsense,,{}\n")]
    [InlineData(1, "a,b\n1,2\n")]
    public async Task A_broken_case_is_an_answer_and_a_broken_file_a_failure(int exitCode, string csv)
    {
        await File.WriteAllTextAsync(folder["cases.csv"], csv);

        (await Program.Main(["assess", folder["cases.csv"]])).ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_a_failure() => (await Program.Main(["assess", folder["absent.csv"]])).ShouldBe(1);

    [Fact]
    public async Task An_unknown_layout_or_option_is_wrong_usage()
    {
        (await Program.Main(["assess", "--layout", "nonsense", "-"])).ShouldBe(2);
        (await Program.Main(["assess", "--nonsense"])).ShouldBe(2);
    }

    public void Dispose() => folder.Dispose();
}
