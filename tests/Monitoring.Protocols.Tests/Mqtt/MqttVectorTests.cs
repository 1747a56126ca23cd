using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Monitoring.Protocols.Mqtt;
using Monitoring.Testing;

namespace Monitoring.Protocols.Tests.Mqtt;

/// <summary><c>firmware-contracts/vectors/mqtt</c>: a folder per packet type and per statement whose breach is refused.</summary>
public sealed class MqttVectorTests
{
    private const int MaxPacketSize = 64 * 1024;

    private static readonly string Folder = Path.Combine(SharedMaterial.RepositoryRoot, "firmware-contracts", "vectors", "mqtt");

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder).Select(d => Path.GetFileName(d)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_read_as_its_folder_says(string name)
    {
        var bytes = Convert.FromHexString(File.ReadAllText(Path.Combine(Folder, name, "packet.hex")).Replace(" ", "").Trim());
        var expected = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name, "expected.json")))!;

        var buffer = new ReadOnlySequence<byte>(bytes);
        var status = MqttReader.Read(ref buffer, MaxPacketSize, out var packet, out var fault);

        JsonNode.DeepEquals(Describe(status, packet, fault), expected).ShouldBeTrue($"{Describe(status, packet, fault)} should be {expected}");
        buffer.Length.ShouldBe(status == OperationStatus.Done ? 0 : bytes.Length);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Is_written_as_it_was_read(string name)
    {
        var bytes = Convert.FromHexString(File.ReadAllText(Path.Combine(Folder, name, "packet.hex")).Replace(" ", "").Trim());
        var buffer = new ReadOnlySequence<byte>(bytes);
        if (MqttReader.Read(ref buffer, MaxPacketSize, out var packet, out _) == OperationStatus.Done && packet.Connect is null or { ProtocolLevel: MqttConnect.Level311 })
        {
            MqttPackets.Bytes(packet).ShouldBe(bytes);
        }
    }

    private static JsonObject Describe(OperationStatus status, in MqttPacket packet, MqttFault fault)
    {
        if (status == OperationStatus.NeedMoreData)
        {
            return new() { ["status"] = "more" };
        }

        if (status == OperationStatus.InvalidData)
        {
            return new() { ["status"] = "invalid", ["reason"] = fault.Reason, ["clause"] = fault.Clause };
        }

        var json = new JsonObject { ["status"] = "done", ["type"] = packet.Type.ToString() };
        switch (packet.Type)
        {
            case MqttPacketType.Connect:
                AddConnect(json, packet.Connect!);
                break;
            case MqttPacketType.Connack:
                json["sessionPresent"] = packet.IsSessionPresent;
                json["result"] = (int)packet.ConnectResult;
                break;
            case MqttPacketType.Publish:
                json["topic"] = packet.TopicText;
                json["qos"] = (int)packet.Qos;
                json["dup"] = packet.IsDuplicate;
                json["retain"] = packet.Retain;
                json["id"] = packet.PacketId;
                json["payload"] = Encoding.UTF8.GetString(packet.Payload);
                break;
            case MqttPacketType.Pingreq or MqttPacketType.Pingresp or MqttPacketType.Disconnect:
                break;
            default:
                json["id"] = packet.PacketId;
                break;
        }

        if (packet.Subscriptions is { } subscriptions)
        {
            json["filters"] = new JsonArray([.. subscriptions.Select(s => JsonValue.Create($"{s.Filter} {(int)s.Qos}"))]);
        }

        if (packet.Granted is { } granted)
        {
            json["granted"] = new JsonArray([.. granted.Select(q => q is { } qos ? JsonValue.Create((int)qos) : null)]);
        }

        return json;
    }

    private static void AddConnect(JsonObject json, MqttConnect connect)
    {
        json["clientId"] = connect.ClientId;
        json["clean"] = connect.CleanSession;
        json["keepAlive"] = connect.KeepAliveSeconds;
        json["level"] = connect.ProtocolLevel;
        if (connect.UserName is not null)
        {
            json["user"] = connect.UserName;
        }

        if (connect.Password is { } password)
        {
            json["password"] = Encoding.UTF8.GetString(password.Span);
        }

        if (connect.Will is { } will)
        {
            json["will"] = new JsonObject
            {
                ["topic"] = will.Topic,
                ["message"] = Encoding.UTF8.GetString(will.Message.Span),
                ["qos"] = (int)will.Qos,
                ["retain"] = will.Retain,
            };
        }
    }
}
