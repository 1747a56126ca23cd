using System.Diagnostics;
using Monitoring.Contracts;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Devices;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Devices;

/// <summary>The devices of a gateway that does not run, as its technician registers them.</summary>
public sealed class DeviceCommandTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Registers_a_device_before_the_first_start_and_changes_only_what_is_given_later()
    {
        (await Ended("add", "EDGE1", "--password", "secret1", "--kind", "water", "--station", "S1", "--crc", "modbus", "--minute-interval", "5")).ExitCode.ShouldBe(0);
        (await Ended("add", "EDGE1", "--password", "secret2", "--kind", "water")).ExitCode.ShouldBe(0);
        var (exit, output) = await Ended("list");

        exit.ShouldBe(0);
        output.ShouldContain("EDGE1");
        output.ShouldNotContain("secret");
        await using var devices = await DeviceRegistry.Open(folder["gateway/devices.db"], new DeviceOptions(), TimeProvider.System);
        var device = devices.All.ShouldHaveSingleItem();
        (device.Password, device.RegisteredBy, device.StationKind).ShouldBe(("secret2", "command line", StationKind.Water));
        device.Dialect.ShouldBe(new DeviceDialect(Hj212CrcDialects.Modbus, TimeSpan.FromMinutes(5)));
    }

    [Theory]
    [InlineData(2, "--kind", "add", "EDGE1", "--password", "x", "--kind", "unknown")]
    [InlineData(2, "--station", "add", "EDGE1", "--password", "x", "--kind", "air", "--station", "a/b")]
    [InlineData(2, "--crc", "add", "EDGE1", "--password", "x", "--kind", "air", "--crc", "none")]
    [InlineData(2, "--minute-interval", "add", "EDGE1", "--password", "x", "--kind", "air", "--minute-interval", "7")]
    [InlineData(1, "mn needs 1 to 64", "add", "with blank", "--password", "x", "--kind", "air")]
    public async Task Says_in_one_line_what_it_cannot_do(int exit, string hint, params string[] arguments)
    {
        var (ended, message) = await Ended(arguments);

        ended.ShouldBe(exit, message);
        message.ShouldContain(hint);
        message.Count(c => c == '\n').ShouldBe(1, message);
    }

    [Fact]
    public async Task Files_that_another_process_holds_are_left_to_it()
    {
        Directory.CreateDirectory(folder["gateway"]);
        await using var owner = await DeviceRegistry.Open(folder["gateway/devices.db"], new DeviceOptions(), TimeProvider.System);

        var (exit, message) = await Ended("list");

        exit.ShouldBe(1);
        message.ShouldContain("in use");
        message.Count(c => c == '\n').ShouldBe(1, message);
    }

    private async Task<(int ExitCode, string Output)> Ended(params string[] arguments)
    {
        using var program = Process.Start(new ProcessStartInfo("dotnet", [typeof(GatewayCommandLine).Assembly.Location, "device", .. arguments, "--data", folder.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = program.StandardError.ReadToEndAsync();
        var output = await Eventually.Ends(program.StandardOutput.ReadToEndAsync());
        await Eventually.Ends(program.WaitForExitAsync());
        return (program.ExitCode, output + await errors);
    }
}
