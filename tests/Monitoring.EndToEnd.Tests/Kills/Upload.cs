using System.Globalization;
using System.Text.Json;
using Monitoring.EndToEnd.Tests.Harness;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>
/// One message of a device's replay, whole in its number: every run sends the same. Eleven make a round: ten measurements of
/// a new moment and one correction of an earlier one, with another value and a later origin.
/// </summary>
/// <param name="Mn">The device.</param>
/// <param name="Index">From 0.</param>
public readonly record struct Upload(string Mn, int Index)
{
    /// <summary>The parameter whose value differs from message to message.</summary>
    public const string Parameter = "w01009";

    // The milliseconds of a QN tell the packets of one upload apart; the first has those of a whole frame.
    private const int Milliseconds = 123;

    private const int Round = 11;
    private const int Back = 7;

    private static readonly DateTime Start = new(2026, 11, 20, 0, 0, 0);

    // The other items that a class needs. They never change, so a correction corrects the one value only.
    private static readonly (string Code, string Value)[] Steady = [("w01001", "7.21"), ("w01019", "2.6"), ("w21003", "0.210"), ("w21011", "0.060")];

    private static readonly string[] Formats = ["yyyyMMddHHmmss", "yyyy-MM-dd HH:mm:ss"];

    public bool IsCorrection => Index % Round == Round - 1;

    /// <summary>When it was sent by the device's clock: the origin that decides between two values.</summary>
    public DateTime SentAt => Start.AddSeconds(Index);

    /// <summary>A correction speaks of an earlier moment.</summary>
    public DateTime SampledAt => IsCorrection ? SentAt.AddSeconds(-Back) : SentAt;

    /// <summary>From good to bad and back within the hour, so that classes, means and alerts move with it.</summary>
    public string Value => (2m + (Index % 700 / 100m)).ToString("0.00", CultureInfo.InvariantCulture);

    public string ToFrame() => DeviceFrame.Upload(Mn, Qn(packet: 1), SampledAt, [(Parameter, Value), .. Steady]);

    /// <summary>How many packets it takes where it is sent in packets. Those of a correction are never taken for those of what it corrects.</summary>
    public int Packets => IsCorrection ? 2 : 3;

    /// <summary>One of its packets, from 1.</summary>
    public string ToPacket(int packet) => DeviceFrame.Packet(Mn, Qn(packet), SampledAt, Packets, packet, packet switch
    {
        1 => [(Parameter, Value)],
        2 when Packets == 2 => Steady,
        2 => Steady[..2],
        _ => Steady[2..],
    });

    public string ToJson() => JsonSerializer.Serialize(new
    {
        time = SampledAt.ToString(Formats[1], CultureInfo.InvariantCulture),
        sent = SentAt.ToString(Formats[1], CultureInfo.InvariantCulture),
        data = Steady.Prepend((Code: Parameter, Value)).Select(v => new { code = v.Code, value = v.Value, flag = "N" }),
    });

    /// <summary>The packet that a QN belongs to.</summary>
    public static int PacketOf(string qn) => int.Parse(qn[14..], CultureInfo.InvariantCulture) - Milliseconds + 1;

    /// <summary>The number of the message that a QN belongs to.</summary>
    public static int IndexOf(string qn) => (int)(DateTime.ParseExact(qn[..14], Formats[0], CultureInfo.InvariantCulture) - Start).TotalSeconds;

    private string Qn(int packet) => SentAt.ToString(Formats[0], CultureInfo.InvariantCulture) + (Milliseconds + packet - 1).ToString("D3", CultureInfo.InvariantCulture);
}
