using System.Buffers;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The text form of frames in files: one frame per line, printable ASCII as it is, else <c>\r \n \0 \\ \xNN</c>. A backslash
/// before anything else stands for itself, and raw bytes above ASCII are taken as they are.
/// </summary>
public static class Hj212Escapes
{
    /// <summary>The bytes of one line, given without its line end.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> line)
    {
        var bytes = new ArrayBufferWriter<byte>(Math.Max(1, line.Length));
        while (!line.IsEmpty)
        {
            var plain = line.IndexOf((byte)'\\');
            plain = plain < 0 ? line.Length : plain;
            bytes.Write(line[..plain]);
            line = line[plain..];
            if (!line.IsEmpty)
            {
                var (value, used) = ReadEscape(line);
                bytes.Write([value]);
                line = line[used..];
            }
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The line of some bytes; <see cref="Unescape"/> gives them back.</summary>
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new System.Text.StringBuilder(bytes.Length + 8);
        foreach (var b in bytes)
        {
            _ = b switch
            {
                (byte)'\r' => text.Append(@"\r"),
                (byte)'\n' => text.Append(@"\n"),
                0 => text.Append(@"\0"),
                (byte)'\\' => text.Append(@"\\"),
                >= 0x20 and < 0x7F => text.Append((char)b),
                _ => text.Append(@"\x").Append(b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
            };
        }

        return text.ToString();
    }

    private static (byte Value, int Used) ReadEscape(ReadOnlySpan<byte> line) => line switch
    {
        [_, (byte)'r', ..] => ((byte)'\r', 2),
        [_, (byte)'n', ..] => ((byte)'\n', 2),
        [_, (byte)'0', ..] => (0, 2),
        [_, (byte)'\\', ..] => ((byte)'\\', 2),
        [_, (byte)'x', _, _, ..] when Hj212Digits.TryReadByte(line[2..], out var value) => (value, 4),
        _ => (line[0], 1),
    };
}
