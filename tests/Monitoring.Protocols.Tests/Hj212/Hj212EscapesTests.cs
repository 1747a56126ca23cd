using System.Text;
using FsCheck.Fluent;
using FsCheck;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

public sealed class Hj212EscapesTests
{
    [Fact]
    public void Unescape_of_escape_is_the_bytes() => Prop.ForAll<byte[]>(bytes =>
        Hj212Escapes.Unescape(Encoding.ASCII.GetBytes(Hj212Escapes.Escape(bytes))).SequenceEqual(bytes)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(@"a\r\n\0\\\x41\xfF", new byte[] { (byte)'a', 13, 10, 0, (byte)'\\', 0x41, 0xFF })]
    [InlineData(@"\q\x4\xZZ\", new byte[] { (byte)'\\', (byte)'q', (byte)'\\', (byte)'x', (byte)'4', (byte)'\\', (byte)'x', (byte)'Z', (byte)'Z', (byte)'\\' })]
    public void A_backslash_before_anything_else_stands_for_itself(string line, byte[] expected) =>
        Hj212Escapes.Unescape(Encoding.ASCII.GetBytes(line)).ShouldBe(expected);
}
