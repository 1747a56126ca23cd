using FsCheck;
using FsCheck.Fluent;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

public sealed class Hj212CrcTests
{
    [Fact]
    public void Gives_the_standards_worked_example() =>
        Hj212Crc.Compute("QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&"u8).ShouldBe((ushort)0x1C80);

    [Fact]
    public void Gives_the_check_of_the_digits()
    {
        Hj212Crc.Compute("123456789"u8).ShouldBe((ushort)0x2F80);
        Hj212Crc.ComputeModbus("123456789"u8).ShouldBe((ushort)0x4B37);
    }

    [Fact]
    public void Of_nothing_is_the_start_value() => Hj212Crc.Compute([]).ShouldBe((ushort)0xFFFF);

    [Fact]
    public void Equals_the_bitwise_form_of_appendix_A_on_any_bytes() =>
        Prop.ForAll<byte[]>(bytes => Hj212Crc.Compute(bytes) == Bitwise(bytes)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithEndSize(400));

    [Fact]
    public void Of_a_growing_prefix_equals_the_check_of_the_whole() => Prop.ForAll<byte[], byte[]>((first, second) =>
    {
        var prefix = Hj212Crc.Continue(Hj212Crc.Start, first);
        return prefix == Bitwise(first) && Hj212Crc.Continue(prefix, second) == Bitwise([.. first, .. second]);
    }).QuickCheckThrowOnFailure();

    private static ushort Bitwise(byte[] bytes)
    {
        var register = 0xFFFF;
        foreach (var b in bytes)
        {
            register = (register >> 8) ^ b;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 1 ? (register >> 1) ^ 0xA001 : register >> 1;
            }
        }

        return (ushort)register;
    }
}
