using Monitoring.Simulator.Commands;
using Monitoring.Simulator.Tests.Gateways;

namespace Monitoring.Simulator.Tests;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("fleet", "--tcp")]
    [InlineData("fleet --tcp nowhere", "host:port")]
    [InlineData("fleet --tcp 127.0.0.1:1 --backfill long", "48h")]
    [InlineData("fleet --tcp 127.0.0.1:1 --speed 0", "--speed")]
    [InlineData("replay nonsense none.csv --tcp 127.0.0.1:1", "water-national")]
    [InlineData("replay water-national none.csv --tcp 127.0.0.1:1", "none.csv")]
    [InlineData("device --mn A1 --password 1 --tcp 127.0.0.1:1 --value w01001", "--value")]
    public async Task Wrong_usage_is_one_helpful_line_and_exit_code_two(string arguments, string hint)
    {
        using var errors = new StringWriter();
        (await SimulatorCommandLine.Run(arguments.Split(' '), TextWriter.Null, errors, TimeProvider.System)).ShouldBe(2);
        errors.ToString().Trim().ShouldContain(hint);
        errors.ToString().Trim().ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_device_prints_its_frame_and_the_answer()
    {
        await using var gateway = new ListeningGateway();
        using var output = new StringWriter();
        (await SimulatorCommandLine.Run(
            ["device", "--mn", "A1", "--password", "secret", "--tcp", gateway.Endpoint.ToString(), "--value", "w01001=7.21"], output, TextWriter.Null, TimeProvider.System)).ShouldBe(0);
        output.ToString().ShouldContain("w01001-Rtd=7.21,w01001-Flag=N");
        output.ToString().ShouldContain("CN=9014");
        gateway.Messages.Single().Pw.ShouldBe("secret");
    }

    [Fact]
    public async Task A_refused_device_is_told_why_and_the_exit_code_is_one()
    {
        await using var gateway = new ListeningGateway((_, _) => Reaction.RefuseDevice);
        using var output = new StringWriter();
        (await SimulatorCommandLine.Run(
            ["device", "--mn", "A1", "--password", "secret", "--tcp", gateway.Endpoint.ToString()], output, TextWriter.Null, TimeProvider.System)).ShouldBe(1);
        output.ToString().ShouldContain("QnRtn=4");
    }
}
