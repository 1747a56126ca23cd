using System.Buffers;
using System.Text;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>Frames as devices send them.</summary>
internal static class Frames
{
    public const string DataTime = "DataTime=20261121075500";

    /// <summary>A real-time upload that wants an answer.</summary>
    public static byte[] Upload(string qn, string cp = $"{DataTime};w01009-Rtd=6.90,w01009-Flag=N", string mn = RunningGateway.Mn, string pw = RunningGateway.Password, int cn = 2011, string st = "21", byte flag = 5) =>
        Write(new Hj212Message(qn, st, cn, pw, mn, new Hj212Flag(flag), cp));

    /// <summary>One packet of a split upload that wants an answer.</summary>
    public static byte[] Split(string qn, int count, int number, string cp, int cn = 2011) =>
        Write(new Hj212Message(qn, "21", cn, RunningGateway.Password, RunningGateway.Mn, new Hj212Flag(7), cp) { PacketCount = count, PacketNumber = number });

    /// <summary>A distinct QN per number, all before the clock of the tests.</summary>
    public static string Qn(int number) => $"20261121075500{number:D3}";

    public static string Answer(string qn, int cn = 9014, string cp = "", string mn = RunningGateway.Mn, string pw = RunningGateway.Password) =>
        Encoding.ASCII.GetString(Write(new Hj212Message(qn, "91", cn, pw, mn, Hj212Flag.Plain, cp)));

    private static byte[] Write(Hj212Message message)
    {
        var output = new ArrayBufferWriter<byte>();
        Hj212Writer.Write(message, output);
        return output.WrittenSpan.ToArray();
    }
}
