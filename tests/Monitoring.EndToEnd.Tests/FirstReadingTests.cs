using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>The walk, whole: a device's bytes through every door, to a judged value that a person can ask for.</summary>
public sealed class FirstReadingTests
{
    private static readonly DateTime SampledAt = new(2026, 11, 20, 8, 0, 0);

    private static readonly (string, string)[] FiveItems =
        [("w01001", "7.82"), ("w01009", "6.90"), ("w01019", "2.60"), ("w21003", "0.210"), ("w21011", "0.060")];

    [Fact]
    public async Task A_frame_over_tcp_is_answered_with_its_own_QN_and_becomes_a_class()
    {
        Tool.Require("nc");
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"]);
        var frame = DeviceFrame.Upload("E2E0TCP", "20261120080001123", SampledAt, FiveItems);

        var (_, answer) = await Tool.Run("nc", ["-N", system.Hj212.Host, system.Hj212.Port.ToString()], frame, until: "9014");

        answer.ShouldContain("QN=20261120080001123;ST=91;CN=9014;PW=123456;MN=E2E0TCP;Flag=4;CP=&&&&");
        await ShouldBeJudged(system, "E2E0TCP");
    }

    [Fact]
    public async Task The_same_frame_over_a_serial_line_is_answered_and_becomes_a_class()
    {
        using var folder = new TemporaryFolder();
        using var line = await PtyPair.Open(folder);
        await using var system = await RunningSystem.Start(folder["data"], null, "--serial", line.GatewayEnd);
        using var device = await SerialEnd.Open(line.DeviceEnd);

        await device.Stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(DeviceFrame.Upload("E2E0SER", "20261120080002123", SampledAt, FiveItems)));

        (await ReadLine(device.Stream)).ShouldContain("QN=20261120080002123;ST=91;CN=9014;PW=123456;MN=E2E0SER;Flag=4;CP=&&&&");
        await ShouldBeJudged(system, "E2E0SER");
    }

    [Fact]
    public async Task The_same_frame_by_mosquitto_pub_is_acknowledged_and_becomes_a_class()
    {
        Tool.Require("mosquitto_pub");
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"]);
        var frame = DeviceFrame.Upload("E2E0MOS", "20261120080003123", SampledAt, FiveItems);

        var (exitCode, output) = await Tool.Run(
            "mosquitto_pub",
            ["-h", system.Mqtt.Host, "-p", system.Mqtt.Port.ToString(), "-u", "E2E0MOS", "-P", "123456", "-q", "1", "-t", "devices/E2E0MOS/telemetry", "-m", frame]);

        exitCode.ShouldBe(0, output);
        await ShouldBeJudged(system, "E2E0MOS");
    }

    [Fact]
    public async Task A_json_payload_by_the_npm_client_is_acknowledged_and_becomes_a_class()
    {
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"]);
        var payload = JsonSerializer.Serialize(new
        {
            time = "2026-11-20 08:00:00",
            data = FiveItems.Select(i => new { code = i.Item1, value = i.Item2, flag = "N" }),
        });
        var line = JsonSerializer.Serialize(new { id = 1, topic = "devices/E2E0NPM/telemetry", payload });

        var (_, output) = await Tool.Run("node", [MqttPeer.Script, system.Mqtt.Host, system.Mqtt.Port.ToString(), "E2E0NPM", "123456"], line + "\n", until: "acked");

        output.ShouldContain("\"acked\":1");
        await ShouldBeJudged(system, "E2E0NPM");
    }

    [Fact]
    public async Task The_frame_that_the_readme_shows_is_answered()
    {
        Tool.Require("nc");
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"]);
        var readme = await File.ReadAllTextAsync(Path.Combine(SharedMaterial.RepositoryRoot, "README.md"));
        var start = readme.IndexOf("printf '", StringComparison.Ordinal) + "printf '".Length;
        var frame = readme[start..readme.IndexOf('\'', start)].Replace("\\r\\n", "\r\n", StringComparison.Ordinal);

        var (_, answer) = await Tool.Run("nc", ["-N", system.Hj212.Host, system.Hj212.Port.ToString()], frame, until: "9014");

        answer.ShouldContain($"QN={DeviceFrame.QnOf(frame)};ST=91;CN=9014;");
    }

    private static async Task ShouldBeJudged(RunningSystem system, string mn)
    {
        await Eventually.True(async () =>
        {
            using var response = await system.Client.GetAsync(new Uri(system.Http, $"api/v1/stations/{mn}/latest"));
            return response.IsSuccessStatusCode && (await response.Content.ReadAsStringAsync()).Contains("\"class\":2", StringComparison.Ordinal);
        }, $"{mn} has a class");
        var latest = await system.Latest(mn);
        var oxygen = latest.GetProperty("parameters").EnumerateArray().Single(p => p.GetProperty("code").GetString() == "w01009");
        oxygen.GetProperty("value").GetRawText().ShouldBe("6.90", "the device's own digits");
        oxygen.GetProperty("unit").GetString().ShouldBe("mg/L");
        oxygen.GetProperty("flag").GetString().ShouldBe("N");
        oxygen.GetProperty("sampledAt").GetDateTimeOffset().ShouldBe(new DateTimeOffset(SampledAt, TimeSpan.FromHours(8)));
        oxygen.GetProperty("receivedAt").GetDateTimeOffset().ShouldBeGreaterThan(new DateTimeOffset(SampledAt, TimeSpan.FromHours(8)));
        var verdict = latest.GetProperty("verdict");
        verdict.GetProperty("targetClass").GetInt32().ShouldBe(2);
        verdict.GetProperty("met").GetBoolean().ShouldBeTrue();

        var id = verdict.GetProperty("certificateId").GetString()!;
        var certificate = await system.Client.GetByteArrayAsync(new Uri(system.Http, $"api/v1/certificates/{id}"));
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(certificate)).ShouldBe(id, "the id is the hash of the document");
    }

    private static async Task<string> ReadLine(Stream stream)
    {
        var text = new System.Text.StringBuilder();
        var one = new byte[1];
        while (await Eventually.Ends(stream.ReadAsync(one).AsTask(), "the answer comes") == 1 && one[0] != (byte)'\n')
        {
            text.Append((char)one[0]);
        }

        return text.ToString();
    }
}
