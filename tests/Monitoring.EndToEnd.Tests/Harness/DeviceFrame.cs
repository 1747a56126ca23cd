using System.Globalization;
using System.Text;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>
/// HJ 212-2017 frames as a device builds them. Written from the standard and apart from the product's codec, with the
/// bitwise checksum, so that one is a check on the other.
/// </summary>
public static class DeviceFrame
{
    /// <summary>A real-time upload that wants an answer (CN=2011, Flag=5).</summary>
    public static string Upload(string mn, string qn, DateTime sampledAt, params (string Code, string Value)[] values) =>
        Wrap($"QN={qn};ST=21;CN=2011;PW=123456;MN={mn};Flag=5;CP=&&{Content(sampledAt, values)}&&");

    /// <summary>One packet of such an upload (Flag=7, PNUM, PNO), answered by itself.</summary>
    public static string Packet(string mn, string qn, DateTime sampledAt, int count, int number, params (string Code, string Value)[] values) =>
        Wrap($"QN={qn};ST=21;CN=2011;PW=123456;MN={mn};Flag=7;PNUM={count};PNO={number};CP=&&{Content(sampledAt, values)}&&");

    public static string Wrap(string segment) =>
        $"##{Encoding.UTF8.GetByteCount(segment).ToString("D4", CultureInfo.InvariantCulture)}{segment}{Checksum(segment)}\r\n";

    public static string QnOf(string frame)
    {
        var start = frame.IndexOf("QN=", StringComparison.Ordinal) + 3;
        return frame[start..frame.IndexOf(';', start)];
    }

    private static string Content(DateTime sampledAt, (string Code, string Value)[] values) =>
        string.Join(';', values.Select(v => $"{v.Code}-Rtd={v.Value},{v.Code}-Flag=N").Prepend($"DataTime={sampledAt.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}"));

    private static string Checksum(string segment)
    {
        var register = 0xFFFF;
        foreach (var b in Encoding.UTF8.GetBytes(segment))
        {
            register = (register >> 8) ^ b;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 1 ? (register >> 1) ^ 0xA001 : register >> 1;
            }
        }

        return register.ToString("X4", CultureInfo.InvariantCulture);
    }
}
