using System.Globalization;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>A sender of JSON payloads through the npm MQTT client, QoS 1; the client prints each PUBACK.</summary>
public sealed class MqttSender(string mn, DateTime firstSample) : Sender(mn, firstSample)
{
    private const int Window = 16;

    public static string Script { get; } = Path.Combine(SharedMaterial.RepositoryRoot, "tests", "Monitoring.EndToEnd.Tests", "peers", "publish.mjs");

    public async Task Run((string Host, int Port) endpoint, CancellationToken stop)
    {
        using var client = Tool.Start("node", Script, endpoint.Host, endpoint.Port.ToString(CultureInfo.InvariantCulture), Mn, "123456");
        using var window = new SemaphoreSlim(Window);
        var output = ReadOutput(client.StandardOutput, window);
        try
        {
            while (!output.IsCompleted)
            {
                await window.WaitAsync(stop);
                await client.StandardInput.WriteLineAsync(NextLine());
                await client.StandardInput.FlushAsync(stop);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The client left because its connection was cut.
        }

        client.StandardInput.Close();
        await Eventually.Ends(client.WaitForExitAsync());
        await Eventually.Ends(output);
    }

    private string NextLine()
    {
        var index = NextIndex();
        var payload = JsonSerializer.Serialize(new
        {
            time = SampledAt(index).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            data = new[] { new { code = Parameter, value = ValueOf(index), flag = "N" } },
        });
        return JsonSerializer.Serialize(new { id = index, topic = $"devices/{Mn}/telemetry", payload });
    }

    private async Task ReadOutput(StreamReader output, SemaphoreSlim window)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("acked", out var id))
            {
                Journal.Acknowledge(SampledAt(id.GetInt32()));
                window.Release();
            }
            else if (document.RootElement.TryGetProperty("failed", out _))
            {
                window.Release();
            }
        }
    }
}
