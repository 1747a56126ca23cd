using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Gateway.Lines.Brokers;

/// <summary>The gateway's own MQTT 3.1.1 client: a session that stays, one subscription with QoS 1.</summary>
internal sealed class MqttBrokerConnector(IOptions<LineOptions> lines, TimeProvider clock) : IBrokerConnector
{
    private const ushort SubscribeId = 1;
    private const int PlainPort = 1883;
    private const int TlsPort = 8883;

    public async Task<IBrokerSession> Connect(BrokerOptions options, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = clock.CreateTimer(static p => ((CancellationTokenSource)p!).Cancel(), patience, lines.Value.ConnectTimeout, Timeout.InfiniteTimeSpan);
        Stream? stream = null;
        try
        {
            stream = await Open(options.Url!, patience.Token);
            var session = new MqttBrokerSession(stream, options.KeepAlive, lines.Value.MaxMqttPacket, clock);
            await session.Begin(ConnectOf(options), new MqttSubscription(options.Topic, MqttQos.AtLeastOnce), SubscribeId, patience.Token);
            return session;
        }
        catch (Exception e) when (e is SocketException or IOException or System.Security.Authentication.AuthenticationException)
        {
            await Close(stream);
            throw new IOException($"no session at {options.Url}: {e.Message}", e);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            await Close(stream);
            throw new IOException($"no session at {options.Url}: no answer within {lines.Value.ConnectTimeout}", e);
        }
        catch (OperationCanceledException)
        {
            await Close(stream);
            throw;
        }
    }

    private static async Task<Stream> Open(Uri url, CancellationToken cancellationToken)
    {
        var isTls = string.Equals(url.Scheme, "mqtts", StringComparison.OrdinalIgnoreCase);
        var port = url.Port > 0 ? url.Port : isTls ? TlsPort : PlainPort;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(url.Host, port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            if (!isTls)
            {
                return plain;
            }

            var tls = new SslStream(plain);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = url.Host }, cancellationToken);
            return tls;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static MqttConnect ConnectOf(BrokerOptions options) => new()
    {
        ClientId = options.ClientId,
        CleanSession = false,
        KeepAliveSeconds = (ushort)Math.Clamp(options.KeepAlive.TotalSeconds, 1, ushort.MaxValue),
        UserName = options.User,
        // Typed: a null array would become an empty password, and a password without a user is a protocol error.
        Password = options.Password is { } password ? Encoding.UTF8.GetBytes(password) : (ReadOnlyMemory<byte>?)null,
    };

    private static ValueTask Close(Stream? stream) => stream?.DisposeAsync() ?? ValueTask.CompletedTask;
}
