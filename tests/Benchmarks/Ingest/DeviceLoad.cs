using System.Buffers;
using System.Text;
using Monitoring.Benchmarks.Load;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;
using Monitoring.Protocols.Mqtt;

namespace Monitoring.Benchmarks.Ingest;

/// <summary>What one connection sends over and over: whole uploads of its stations, made before the clock starts.</summary>
internal sealed class DeviceLoad(WaterLoad load, DateTimeOffset start)
{
    public const string Password = "123456";

    // More than the uploads that the gateway remembers per device, so that each is stored.
    private const int UploadsOfOne = 100;

    /// <summary>HJ 212 uploads of one station that want an answer.</summary>
    public ReadOnlyMemory<byte>[] Frames(int station) => [.. Enumerable.Range(0, UploadsOfOne).Select(n => Frame(station, start.AddMinutes(n)))];

    /// <summary>Publications of one station with QoS 1; the packet ids run from 128, so that no byte of theirs is a packet's type.</summary>
    public ReadOnlyMemory<byte>[] Publications(int station) => [.. Enumerable.Range(0, UploadsOfOne).Select(n => Publication(station, start.AddMinutes(n), (ushort)(n + 128)))];

    public ReadOnlyMemory<byte> Connect(int station)
    {
        var mn = load.Stations[station].Mn;
        var output = new ArrayBufferWriter<byte>();
        MqttWriter.WriteConnect(new MqttConnect { ClientId = mn, UserName = mn, Password = Encoding.ASCII.GetBytes(Password), CleanSession = true }, output);
        return output.WrittenMemory;
    }

    /// <summary>The payload of a publication, as <c>asyncapi.yaml</c> has it.</summary>
    public string Json(int station, DateTimeOffset minute)
    {
        var telemetry = load.At(station, minute);
        var values = string.Join(',', telemetry.Readings.Select(r => $$"""{"code":"{{r.Key.Parameter}}","value":{{r.Text}}}"""));
        return $$"""{"time":"{{ChinaTime.Of(minute):yyyy-MM-dd'T'HH:mm:sszzz}}","sent":"{{ChinaTime.Of(telemetry.SentAt):yyyy-MM-dd'T'HH:mm:sszzz}}","data":[{{values}}]}""";
    }

    private ReadOnlyMemory<byte> Frame(int station, DateTimeOffset minute)
    {
        var output = new ArrayBufferWriter<byte>();
        var qn = $"{ChinaTime.Of(minute):yyyyMMddHHmmss}000";
        Hj212Writer.Write(new Hj212Message(qn, "21", Hj212Command.RealTimeData, Password, load.Stations[station].Mn, new Hj212Flag(5), load.Hj212Data(station, minute)), output);
        return output.WrittenMemory;
    }

    private ReadOnlyMemory<byte> Publication(int station, DateTimeOffset minute, ushort packetId)
    {
        var output = new ArrayBufferWriter<byte>();
        MqttWriter.WritePublish(DeviceTopics.Telemetry(load.Stations[station].Mn), Encoding.UTF8.GetBytes(Json(station, minute)), MqttQos.AtLeastOnce, packetId, output);
        return output.WrittenMemory;
    }
}
