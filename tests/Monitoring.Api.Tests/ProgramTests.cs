using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

/// <summary>The program as a user starts it.</summary>
public sealed class ProgramTests
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Monitoring.Api.dll");

    [Fact]
    public async Task A_taken_port_is_one_line_that_names_the_option_and_exit_1()
    {
        using var folder = new TemporaryFolder();
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;

        var (exitCode, output, errors) = await Run("--data", folder["data"], "--http", "0", "--hj212", $"{port}", "--mqtt", "0");

        exitCode.ShouldBe(1);
        output.ShouldNotContain("ready");
        var line = errors.Trim().Split('\n').ShouldHaveSingleItem();
        line.ShouldContain($"port {port}");
        line.ShouldContain("--hj212");
    }

    [Fact]
    public async Task A_data_folder_in_use_is_one_line_that_names_the_option_and_exit_1()
    {
        await using var running = await TestSystem.Start();

        var (exitCode, _, errors) = await Run("--data", running.Data, "--http", "0", "--hj212", "0", "--mqtt", "0");

        exitCode.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("--data");
    }

    [Fact]
    public async Task An_empty_data_folder_is_wrong_usage()
    {
        var (exitCode, _, errors) = await Run("--data", "", "--http", "0", "--hj212", "0", "--mqtt", "0");

        exitCode.ShouldBe(2);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("--data");
    }

    [Fact]
    public async Task A_silo_that_would_get_the_key_in_clear_over_the_network_is_wrong_usage_before_anything_is_waited_for()
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await Run("--data", folder["data"], "--http", "0", "--no-gateway", "--silo", "http://192.0.2.1:8081");

        exitCode.ShouldBe(2);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain("Silo:AllowPlainHttp");
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("--http", "eighty")]
    [InlineData("--http", "70000")]
    [InlineData("--listen", "my-machine")]
    [InlineData("--no-such-option", "1")]
    [InlineData("--serial", ":9600")]
    public async Task Wrong_usage_is_one_helpful_line_and_exit_2(string option, string value)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await Run("--data", folder["data"], option, value);

        exitCode.ShouldBe(2);
        output.ShouldBe("");
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(option);
        Directory.Exists(folder["data"]).ShouldBeFalse("nothing was begun");
    }

    [Theory]
    [InlineData("Spool__MaxBytes", "plenty", "Spool:MaxBytes")]
    [InlineData("Spool__MaxBytes", "5", "Spool:MaxBytes")]
    [InlineData("Serve__Gateway", "perhaps", "Serve:Gateway")]
    [InlineData("Silo__RetryAfter", "soon", "Silo:RetryAfter")]
    public async Task A_setting_that_makes_no_sense_is_one_line_that_names_it_and_exit_2(string variable, string value, string key)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, output, errors) = await Run(["--data", folder["data"], "--http", "0", "--hj212", "0", "--mqtt", "0"], (variable, value));

        exitCode.ShouldBe(2, errors);
        output.ShouldNotContain("ready");
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(key);
    }

    [Fact]
    public async Task It_says_ready_on_free_ports_writes_them_down_and_leaves_cleanly_at_SIGTERM_with_clients_connected()
    {
        using var folder = new TemporaryFolder();
        using var program = Start("--data", folder["data"], "--http", "0", "--hj212", "0", "--mqtt", "0");
        var lines = new List<string>();
        while (lines.LastOrDefault() != "ready")
        {
            lines.Add((await Eventually.Ends(program.StandardOutput.ReadLineAsync(), "the next line comes")).ShouldNotBeNull("it ended early"));
        }

        var endpointsFile = Path.Combine(folder["data"], "endpoints.json");
        var endpoints = JsonDocument.Parse(await File.ReadAllTextAsync(endpointsFile)).RootElement;
        endpoints.EnumerateObject().Select(p => p.Name).ShouldBe(["http", "hj212", "mqtt"]);
        var http = endpoints.GetProperty("http").GetString()!;
        lines.ShouldContain(l => l.Contains(http, StringComparison.Ordinal));
        using var client = new HttpClient { BaseAddress = new Uri(http) };
        (await client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var listening = await client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var device = new TcpClient();
        await device.ConnectAsync(IPEndPoint.Parse(endpoints.GetProperty("hj212").GetString()!));
        using var broker = new TcpClient();
        await broker.ConnectAsync(IPEndPoint.Parse(endpoints.GetProperty("mqtt").GetString()!));

        using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
        await Eventually.Ends(program.WaitForExitAsync(), "it stops");

        program.ExitCode.ShouldBe(0, await program.StandardError.ReadToEndAsync());
        File.Exists(endpointsFile).ShouldBeFalse("nobody is there any more");
    }

    private static Process Start(params string[] arguments) => Start(arguments, null);

    private static Process Start(string[] arguments, (string Variable, string Value)? setting)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Assembly);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (setting is var (variable, value))
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }

    private static Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => Run(arguments, null);

    private static async Task<(int ExitCode, string Output, string Errors)> Run(string[] arguments, (string Variable, string Value)? setting)
    {
        using var program = Start(arguments, setting);
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        await Eventually.Ends(program.WaitForExitAsync(), "the program ends");
        return (program.ExitCode, await output, await errors);
    }
}
