using System.Net.Http.Headers;
using System.Text;
using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests;

/// <summary>Bad input at every door of the running product: it goes on, others are served, the reason can be read.</summary>
public sealed class GarbageTests
{
    [Fact]
    public async Task Garbage_at_every_door_stops_nobody_and_shows_its_reason()
    {
        using var folder = new TemporaryFolder();
        await using var system = await RunningSystem.Start(folder["data"]);
        await system.LogIn();
        await using var good = await TcpLink.Connect(system.Hj212);
        await ShouldBeAnswered(good, 1);

        var noise = new byte[10_000_000];
        new Random(20261122).NextBytes(noise);
        await Flood(system.Hj212, noise);
        await Flood(system.Hj212, Encoding.ASCII.GetBytes(new string('7', 10_000_000)));
        await Flood(system.Mqtt, noise);
        await Flood(system.Hj212, Encoding.ASCII.GetBytes(DeviceFrame.Wrap("QN=20261120080000123;ST=21;CN=2011;PW=wrong!;MN=GARBAGE1;Flag=5;CP=&&DataTime=20261120080000;w01009-Rtd=6.9,w01009-Flag=N&&")));
        await Flood(system.Hj212, Encoding.ASCII.GetBytes(DeviceFrame.Wrap("QN=20261120080001123;ST=21;CN=2011;PW=123456;MN=GARBAGE1;Flag=5;CP=&&DataTime=20261399080000;w01009-Rtd=6.9,w01009-Flag=N&&")));
        await Flood(system.Hj212, Encoding.ASCII.GetBytes(DeviceFrame.Upload("GARBAGE1", "20261120080002123", new DateTime(2026, 11, 20, 10, 0, 0), ("w01009", "NaN"))));
        await ShouldBeAnswered(good, 2);

        using var bytes = new ByteArrayContent(noise[..100_000]);
        bytes.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        using var refused = await system.Client.PostAsync(new Uri(system.Http, "api/v1/ingest"), bytes);
        ((int)refused.StatusCode).ShouldBeInRange(400, 499);

        await Eventually.True(async () =>
        {
            var listed = (await system.Get("api/v1/quarantine")).GetProperty("items").EnumerateArray()
                .Select(i => i.GetProperty("reason").GetString()).ToHashSet();
            return listed.IsSupersetOf(["wrong-password", "noise", "impossible-time"]);
        }, "the reasons are listed");
        await Eventually.True(async () =>
        {
            using var latest = await system.Client.GetAsync(new Uri(system.Http, "api/v1/stations/GARBAGE1/latest"));
            return (await latest.Content.ReadAsStringAsync()).Contains("NaN", StringComparison.Ordinal);
        }, "the text that is no number is kept");
        await ShouldBeAnswered(good, 3);
        (await system.Stop()).ShouldBe(0, system.Output);
    }

    private static async Task ShouldBeAnswered(Stream link, int index)
    {
        var qn = $"2026112008000{index}777";
        await link.WriteAsync(Encoding.ASCII.GetBytes(DeviceFrame.Upload("GARBAGE1", qn, new DateTime(2026, 11, 20, 9, 0, index), ("w01009", "7.00"))));
        var buffer = new byte[4096];
        var answer = new StringBuilder();
        await Eventually.True(async () =>
        {
            answer.Append(Encoding.ASCII.GetString(buffer, 0, await Eventually.Ends(link.ReadAsync(buffer).AsTask(), "an answer comes")));
            return answer.ToString().Contains($"QN={qn};ST=91;CN=9014;", StringComparison.Ordinal);
        }, "a good frame is answered");
    }

    private static async Task Flood((string, int) door, byte[] bytes)
    {
        await using var link = await TcpLink.Connect(door);
        try
        {
            await link.WriteAsync(bytes);
        }
        catch (IOException)
        {
            // A door may close on garbage; it must not close on others.
        }
    }
}
