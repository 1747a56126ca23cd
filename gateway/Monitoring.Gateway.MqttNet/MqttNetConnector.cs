using Microsoft.Extensions.Options;
using Monitoring.Gateway.Lines;
using Monitoring.Gateway.Lines.Brokers;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace Monitoring.Gateway.MqttNet;

/// <summary>Sessions by MQTTnet's client: MQTT 3.1.1, a session that stays, acknowledgements by hand.</summary>
internal sealed class MqttNetConnector(IOptions<LineOptions> lines) : IBrokerConnector
{
    private const int TlsPort = 8883;
    private const int PlainPort = 1883;

    private readonly MqttClientFactory factory = new();

    public async Task<IBrokerSession> Connect(BrokerOptions options, CancellationToken cancellationToken)
    {
        var client = factory.CreateMqttClient();

        // The session listens before the connection is there: a resumed one delivers right behind CONNACK.
        var session = new MqttNetSession(client, lines.Value.MaxInFlight);
        try
        {
            var result = await client.ConnectAsync(OptionsOf(options), cancellationToken);
            if (result.ResultCode is not MqttClientConnectResultCode.Success)
            {
                throw new IOException($"no session at {options.Url}: the broker refused the connection: {result.ResultCode}");
            }

            var subscribed = await client.SubscribeAsync(options.Topic, MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);
            if (subscribed.Items.Any(i => i.ResultCode > MqttClientSubscribeResultCode.GrantedQoS2))
            {
                throw new IOException($"no session at {options.Url}: the broker refused the subscription to {options.Topic}");
            }

            return session;
        }
        catch (MqttCommunicationException e)
        {
            await session.DisposeAsync();
            throw new IOException($"no session at {options.Url}: {e.Message}", e);
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    private MqttClientOptions OptionsOf(BrokerOptions options)
    {
        var url = options.Url!;
        var isTls = string.Equals(url.Scheme, "mqtts", StringComparison.OrdinalIgnoreCase);
        var builder = factory.CreateClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V311)
            .WithTcpServer(url.Host, url.Port > 0 ? url.Port : isTls ? TlsPort : PlainPort)
            .WithClientId(options.ClientId)
            .WithCleanSession(false)
            .WithKeepAlivePeriod(options.KeepAlive)
            .WithTimeout(lines.Value.ConnectTimeout)
            .WithTlsOptions(tls => tls.UseTls(isTls));
        return (options.User is { } user ? builder.WithCredentials(user, options.Password) : builder).Build();
    }
}
