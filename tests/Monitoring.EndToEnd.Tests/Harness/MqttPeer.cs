using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>An MQTT device made of the npm client, QoS 1; the client prints each PUBACK.</summary>
public sealed class MqttPeer : IAsyncDisposable
{
    private readonly Process client;
    private readonly Action<int> acknowledged;

    public MqttPeer((string Host, int Port) endpoint, string mn, Action<int> acknowledged)
    {
        this.acknowledged = acknowledged;
        client = Tool.Start("node", Script, endpoint.Host, endpoint.Port.ToString(CultureInfo.InvariantCulture), mn, "123456");
        Ended = ReadOutput();
    }

    public static string Script { get; } = Path.Combine(SharedMaterial.RepositoryRoot, "tests", "Monitoring.EndToEnd.Tests", "peers", "publish.mjs");

    /// <summary>Completes when the client has left, as it does when its connection is cut.</summary>
    public Task Ended { get; }

    public async Task Publish(int id, string topic, string payload)
    {
        await client.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { id, topic, payload }));
        await client.StandardInput.FlushAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!client.HasExited)
        {
            client.Kill();
        }

        await Eventually.Ends(client.WaitForExitAsync());
        await Eventually.Ends(Ended);
        client.Dispose();
    }

    private async Task ReadOutput()
    {
        while (await client.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            if (document.RootElement.TryGetProperty("acked", out var id))
            {
                acknowledged(id.GetInt32());
            }
        }
    }
}
