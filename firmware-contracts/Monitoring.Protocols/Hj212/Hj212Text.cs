using System.Text;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The text of a frame: ASCII, except Chinese free text, which the 2017 edition puts in UTF-8 and older firmware sends in
/// GB18030. Strictly UTF-8 first, because GB18030 reads almost anything. Lengths and checks are of bytes and never see this.
/// </summary>
public static class Hj212Text
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    public static string Decode(ReadOnlySpan<byte> bytes) =>
        System.Text.Unicode.Utf8.IsValid(bytes) ? StrictUtf8.GetString(bytes) : Gb18030.GetString(bytes);

    internal static Encoding Utf8 => StrictUtf8;
}
