using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Hosting;

/// <summary>The gateway as its user starts it: the real program.</summary>
public sealed class GatewayProgramTests
{
    private static readonly string Assembly = typeof(GatewayCommandLine).Assembly.Location;

    [Fact]
    public async Task It_takes_frames_on_the_ports_it_names_and_stops_on_SIGTERM()
    {
        using var folder = new TemporaryFolder();
        using var program = Start("--uplink", "http://127.0.0.1:1", "--data", folder["data"], "--hj212", "0", "--mqtt", "0", "--http", "0");
        await Eventually.True(() => program.HasExited || File.Exists(folder["data/endpoints.json"]), "the program names its ports");
        program.HasExited.ShouldBeFalse(program.HasExited ? await program.StandardError.ReadToEndAsync() : "");
        using var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(folder["data/endpoints.json"]));
        var door = IPEndPoint.Parse(endpoints.RootElement.GetProperty("hj212").GetString()!);
        await using (var device = await DeviceLink.To(door))
        {
            await device.Send(Frames.Upload(Frames.Qn(1)));
            (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        }

        using var http = new HttpClient();
        var health = new Uri(endpoints.RootElement.GetProperty("http").GetString() + "/health/ready");
        (await http.GetStringAsync(health)).ShouldContain("\"pendingRows\":1");

        using var kill = Process.Start("kill", ["-TERM", program.Id.ToString()]);
        await Eventually.Ends(program.WaitForExitAsync(), "the program stops");
        program.ExitCode.ShouldBe(0);
        File.Exists(folder["data/endpoints.json"]).ShouldBeFalse("nobody listens there any more");
        (await program.StandardOutput.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]).ShouldBe(["hj212", "mqtt", "http", "ready"]);
        var events = (await program.StandardError.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        events.ShouldContain(line => line.Contains("Uplink attempt 1 failed"));
        events.ShouldAllBe(line => BeginsWithTime(line));
    }

    [Fact]
    public async Task A_taken_port_and_a_folder_in_use_are_one_line_that_names_the_option()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        (await Ended("--uplink", "http://127.0.0.1:1", "--data", folder["a"], "--hj212", port, "--mqtt", "0"))
            .ShouldBe((1, $"gateway: port {port} is taken by another process (--hj212 names another, 0 takes any free one)\n"));

        await using var owner = await ServedGateway.Start(
            new Dictionary<string, string?> { ["Uplink:Url"] = "http://127.0.0.1:1", ["Data"] = folder["b"], ["Gateway:Hj212Port"] = "0", ["Gateway:MqttPort"] = "0" }, TextWriter.Null, CancellationToken.None);
        var (exit, message) = await Ended("--uplink", "http://127.0.0.1:1", "--data", folder["b"], "--hj212", "0", "--mqtt", "0");
        exit.ShouldBe(1);
        message.ShouldStartWith("gateway: ");
        message.ShouldEndWith("(--data names another folder)\n");
        message.Count(c => c == '\n').ShouldBe(1);
        File.Exists(folder["b/endpoints.json"]).ShouldBeTrue("its owner still listens there");
    }

    [Theory]
    [InlineData("192.0.2.1")]
    [InlineData("2001:db8::1")]
    public async Task An_address_that_cannot_be_listened_on_is_one_line(string address)
    {
        using var folder = new TemporaryFolder();

        var (exit, message) = await Ended("--uplink", "http://127.0.0.1:1", "--data", folder["a"], "--listen", address, "--hj212", "0", "--mqtt", "0");

        exit.ShouldBe(1, message);
        message.Count(c => c == '\n').ShouldBe(1, message);
        message.ShouldContain("--listen");
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_one_line()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "");

        var (exit, message) = await Ended("--uplink", "http://127.0.0.1:1", "--data", folder["file"], "--hj212", "0", "--mqtt", "0");

        exit.ShouldBe(1, message);
        message.Count(c => c == '\n').ShouldBe(1, message);
        message.ShouldContain("--data");
    }

    [Theory]
    [InlineData("--uplink URL is needed", "--data", "unused")]
    [InlineData("Gateway:Listen must be an IP address", "--uplink", "http://127.0.0.1:1", "--listen", "here")]
    [InlineData("Gateway:Hj212Port must be a port", "--uplink", "http://127.0.0.1:1", "--hj212", "70000")]
    [InlineData("BaudRate must be one of", "--uplink", "http://127.0.0.1:1", "--serial", "/dev/ttyS9:1234")]
    [InlineData("--data DIR must name a folder", "--uplink", "http://127.0.0.1:1", "--data", "")]
    [InlineData("--http needs a port", "--uplink", "http://127.0.0.1:1", "--http", "70000")]
    [InlineData("--data DIR must name a folder", "device", "list", "--data", "")]
    [InlineData("--data DIR must name a folder", "quarantine", "list", "--data", "")]
    [InlineData("--id names one message", "quarantine", "replay", "--id", "5", "--mn", "A")]
    [InlineData("FILE must name a file", "decode", "hj212", "")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("Unrecognized", "decode", "hj212", "a", "b", "c")]
    [InlineData("modbus", "decode", "hj212", "--crc", "md5")]
    public async Task Misuse_is_one_helpful_line_and_exit_2(string hint, params string[] arguments)
    {
        var (exit, message) = await Ended(arguments);

        exit.ShouldBe(2, message);
        message.Count(c => c == '\n').ShouldBe(1, message);
        message.ShouldContain(hint);
    }

    [Theory]
    [InlineData("Spool__MaxBytes", "plenty", "Spool:MaxBytes", "--uplink", "http://127.0.0.1:1", "--hj212", "0", "--mqtt", "0")]
    [InlineData("Gateway__Lines__IdleTimeout", "a while", "Gateway:Lines:IdleTimeout", "--uplink", "http://127.0.0.1:1", "--hj212", "0", "--mqtt", "0")]
    [InlineData("Spool__MaxBytes", "plenty", "Spool:MaxBytes", "quarantine", "list")]
    [InlineData("Spool__MaxBytes", "5", "Spool:MaxBytes", "quarantine", "list")]
    public async Task A_setting_that_makes_no_sense_is_one_line_that_names_it_and_exit_2(string variable, string value, string key, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder["gateway"]);
        await File.WriteAllBytesAsync(folder["gateway/quarantine.db"], []);

        using var program = Start([.. arguments, "--data", folder.Path], (variable, value));
        var (exit, message) = await EndOf(program);

        exit.ShouldBe(2, message);
        message.Count(c => c == '\n').ShouldBe(1, message);
        message.ShouldContain(key);
    }

    private static bool BeginsWithTime(string line) => DateTimeOffset.TryParse(line.Split(' ')[0], out _);

    private static Process Start(params string[] arguments) => Start(arguments, ("Devices__AutoRegister", "true"));

    private static Process Start(string[] arguments, (string Variable, string Value) setting) => Process.Start(new ProcessStartInfo("dotnet", [Assembly, .. arguments])
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { [setting.Variable] = setting.Value },
    })!;

    private static async Task<(int Exit, string Message)> Ended(params string[] arguments)
    {
        using var program = Start(arguments);
        return await EndOf(program);
    }

    private static async Task<(int Exit, string Message)> EndOf(Process program)
    {
        var message = program.StandardError.ReadToEndAsync();
        var output = program.StandardOutput.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync());
        (await output).ShouldBeEmpty();
        return (program.ExitCode, await message);
    }
}
