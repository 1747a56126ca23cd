using System.Text;
using Google.Protobuf;
using Monitoring.Contracts;
using Monitoring.Contracts.Wire;

namespace Monitoring.Fuzz.Targets;

/// <summary>Messages of <c>uplink.proto</c>, some of them well formed on the wire and absurd in what they say.</summary>
internal static class UplinkMessages
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, ChinaTime.Offset);

    private static readonly long[] Longs =
    [
        0, 1, -1, 999, 86_400_000, 366L * 86_400_000, 367L * 86_400_000, int.MaxValue, long.MaxValue, long.MinValue, 253_402_300_799_999, 253_402_300_800_000, 1_795_219_140_000, 1_795_219_140_001,
    ];

    private static readonly string[] Texts =
    [
        "", "7.10", "-0", "NaN", "1e400", "<0.05", "0.05L", "79228162514264337593543950335", new('9', 300), "w01009", "a34004", "w99999", "N", "F", "zz", "mg/L", "μg/m³", "七", "A\0B", "CQ-EDGE-1", "../..", "\uD83D\uDE00",
    ];

    public static byte[] Telemetry(string station, params (string Code, string Value)[] values) => UplinkWire.Write(Message(station, values));

    public static Telemetry Message(string station, params (string Code, string Value)[] values) => new(
        StationId.Parse(station), station, values.Any(v => v.Code.StartsWith('a')) ? StationKind.Air : StationKind.Water, "hj212", "2011", Noon, Noon,
        [.. values.Select(v => new Reading(new ReadingKey(ParameterCode.Parse(v.Code), ReadingKind.Instant, Noon, TimeSpan.Zero, ReadingSource.Automatic), v.Value, "N", "mg/L"))]);

    public static byte[] Batch(params Telemetry[] messages) =>
        UplinkWire.Write(new IngestBatch("edge-1", [.. messages.Select((m, i) => new SequencedTelemetry(i + 1, m))]));

    /// <summary>Puts a readable message with some fields changed in the place of the bytes, half of the time.</summary>
    public static void Reshape(Dice dice, List<byte> bytes, bool isBatch)
    {
        if (dice.OneIn(2))
        {
            return;
        }

        var noise = bytes.ToArray();
        bytes.Clear();
        if (!isBatch)
        {
            bytes.AddRange(Changed(dice, noise).ToByteArray());
            return;
        }

        var batch = new WireBatch { GatewayId = dice.OneIn(8) ? dice.Of(Texts) : "edge-1" };
        for (var count = 1 + dice.Below(4); count > 0; count--)
        {
            var telemetry = dice.OneIn(8) ? ByteString.CopyFrom(noise) : Changed(dice, noise).ToByteString();
            batch.Entries.Add(new WireEntry { Sequence = dice.OneIn(8) ? dice.Of(Longs) : dice.Below(1000), Telemetry = telemetry });
        }

        bytes.AddRange(batch.ToByteArray());
    }

    private static WireTelemetry Changed(Dice dice, byte[] noise)
    {
        var wire = WireTelemetry.Parser.ParseFrom(Telemetry($"S{dice.Below(20)}", ("w01009", "7.10"), ("w01001", "7.21"), ("w21003", "0.21"), ("w21011", "0.06"), ("w01019", "2.6")));
        wire.SentUnixMs += dice.Below(86_400) * 1000L;
        foreach (var reading in wire.Readings)
        {
            reading.StartUnixMs += (dice.Below(400) - 200) * 3_600_000L;
        }

        for (var changes = dice.Below(6); changes > 0; changes--)
        {
            Change(dice, wire, dice.OneIn(6) ? Encoding.UTF8.GetString(noise.AsSpan(0, Math.Min(noise.Length, 40))) : dice.Of(Texts), dice.Of(Longs));
        }

        return wire;
    }

    private static void Change(Dice dice, WireTelemetry wire, string text, long number)
    {
        var reading = wire.Readings[dice.Below(wire.Readings.Count)];
        _ = dice.Below(16) switch
        {
            0 => wire.Station = text,
            1 => wire.Mn = text,
            2 => wire.Command = text,
            3 => (object)(wire.StationKind = dice.Below(6)),
            4 => wire.SentUnixMs = number,
            5 => wire.ReceivedUnixMs = number,
            6 => wire.Description = new WireDescription { Name = text, Longitude = text, Latitude = "31.5" },
            7 => reading.Parameter = text,
            8 => reading.Kind = dice.Below(6),
            9 => reading.StartUnixMs = number,
            10 => reading.LengthMs = number,
            11 => reading.Source = dice.Below(4),
            12 => reading.Flag = text,
            13 => reading.Unit = text,
            _ => reading.Text = text,
        };
    }
}
