namespace Monitoring.Silo.Tests.Commands;

/// <summary>What a script hands over by mistake ends with 2, whatever the verb.</summary>
public sealed class WrongUsageTests
{
    [Theory]
    [InlineData("--data", "")]
    [InlineData("report", "river-chief", "--month", "2026-08", "--out", "x", "--data", "")]
    [InlineData("report", "river-chief", "--month", "2026-08", "--out", "")]
    [InlineData("report", "river-chief", "--month", "2026-08", "--out", "x", "--certificates", "")]
    [InlineData("series", "--data", "")]
    [InlineData("series", "--limit", "-1")]
    [InlineData("move", "--from", "", "--to", "Host=127.0.0.1")]
    [InlineData("assess", "")]
    [InlineData("assess", "--certificate", "")]
    public async Task An_empty_name_and_a_number_that_counts_nothing_are_wrong_usage(params string[] arguments) =>
        (await Program.Main(arguments)).ShouldBe(2);
}
