using System.Diagnostics;
using Monitoring.Contracts;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Quarantine;

/// <summary>The quarantine of a stopped gateway, as its operator handles it.</summary>
public sealed class QuarantineCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Lists_and_replays_by_reason_and_keeps_who_did_it()
    {
        await Refuse(registered: true);

        (await Ended("list")).ShouldBe((0, 1));
        var (exit, lines) = await Ended("replay", "--reason", "unknown-mn");
        (exit, lines).ShouldBe((0, 2));
        (await Ended("replay")).ShouldBe((0, 1));

        await using var spool = await TelemetrySpool.Open(folder["gateway/spool.db"], new SpoolOptions(), TimeProvider.System);
        spool.All().Count.ShouldBe(1);
        await using var quarantine = await QuarantineStore.Open(folder["gateway/quarantine.db"], new QuarantineOptions(), TimeProvider.System);
        var replay = quarantine.List(null, 10).ShouldHaveSingleItem().Replay.ShouldNotBeNull();
        (replay.By, replay.Outcome).ShouldBe(("command line", "stored"));
    }

    [Theory]
    [InlineData(1, "no gateway has its files", "list")]
    [InlineData(2, "--reason is one of", "replay", "--reason", "because")]
    public async Task Says_in_one_line_what_it_cannot_do(int exit, string hint, params string[] arguments)
    {
        using var program = Start(arguments);
        var message = await program.StandardError.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync());

        program.ExitCode.ShouldBe(exit, message);
        message.ShouldContain(hint);
        message.Count(c => c == '\n').ShouldBe(1, message);
    }

    [Fact]
    public async Task Files_that_another_process_holds_are_left_to_it()
    {
        await Refuse(registered: false);
        await using var owner = await QuarantineStore.Open(folder["gateway/quarantine.db"], new QuarantineOptions(), TimeProvider.System);
        using var program = Start("replay");
        var message = await program.StandardError.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync());

        program.ExitCode.ShouldBe(1);
        message.ShouldContain("in use");
        message.Count(c => c == '\n').ShouldBe(1, message);
    }

    private async Task Refuse(bool registered)
    {
        var frame = Frames.Upload(Frames.Qn(1), mn: "NEW1");
        await using var quarantine = await QuarantineStore.Open(folder["gateway/quarantine.db"], new QuarantineOptions(), TimeProvider.System);
        await quarantine.Add(new RefusedMessage("tcp", "10.0.0.1:4000", "NEW1", QuarantineReason.UnknownMn, "", frame, frame.Length), CancellationToken.None);
        if (registered)
        {
            await using var devices = await DeviceRegistry.Open(folder["gateway/devices.db"], new DeviceOptions(), TimeProvider.System);
            await devices.Register(new DeviceRegistration("NEW1", "123456", null, StationKind.Water, "li"), CancellationToken.None);
        }
    }

    private async Task<(int Exit, int Lines)> Ended(params string[] arguments)
    {
        using var program = Start(arguments);
        var error = program.StandardError.ReadToEndAsync();
        var output = await program.StandardOutput.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync());
        (await error).ShouldBeEmpty();
        return (program.ExitCode, output.Count(c => c == '\n'));
    }

    private Process Start(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [typeof(GatewayCommandLine).Assembly.Location, "quarantine", .. arguments, "--data", folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
