namespace Monitoring.Fuzz.Targets.Mqtt;

/// <summary>Makes the remaining length of mutated packets true again.</summary>
internal static class PacketRepair
{
    private const int MostLengthBytes = 4;

    public static readonly IReadOnlyList<byte[]> Words =
    [
        [.. "\0\u0004MQTT\u0004"u8], [.. "\0\u0006MQIsdp\u0003"u8], [.. "\0\u0003a/b"u8], [.. "\0\u0001#"u8], [.. "\0\u0003+/#"u8], [0, 0], [0, 1], [0xFF, 0xFF], [0xC0, 0], [0xE0, 0], [0x80, 0x80, 0x80, 0x80, 1],
        [0xED, 0xA0, 0x80], [0xEF, 0xBF, 0xBF], [0x10], [0x20], [0x30], [0x32], [0x3D], [0x40], [0x62], [0x82], [0x90], [0xA2], [0xB0], [0xF0], [.. "devices/A500000_0007/telemetry"u8], [.. "##0075"u8],
    ];

    public static void Repair(Dice dice, List<byte> bytes)
    {
        if (bytes.Count < 2 || dice.OneIn(3))
        {
            return;
        }

        var body = 1;
        while (body < bytes.Count && body <= MostLengthBytes && (bytes[body] & 0x80) != 0)
        {
            body++;
        }

        body = Math.Min(body + 1, bytes.Count);
        var length = bytes.Count - body;
        bytes.RemoveRange(1, body - 1);
        var at = 1;
        do
        {
            bytes.Insert(at++, (byte)((length & 0x7F) | (length > 0x7F ? 0x80 : 0)));
            length >>= 7;
        }
        while (length > 0);
    }
}
