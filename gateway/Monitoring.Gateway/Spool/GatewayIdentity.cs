using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Monitoring.Gateway.Spool;

/// <summary>
/// The name that a spool file gives its gateway: <c>g-</c>, eight characters of time and eight of chance. Short, sorts by the
/// file's beginning, and a new file (after damage, or on a new machine) never numbers rows under an old name.
/// </summary>
internal static class GatewayIdentity
{
    // Crockford's alphabet: in the order of ASCII, without letters that are read as digits.
    private const string Alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

    public static string New(TimeProvider clock)
    {
        Span<char> text = stackalloc char[16];
        Write(clock.GetUtcNow().ToUnixTimeSeconds(), text[..8]);
        Span<byte> chance = stackalloc byte[8];
        RandomNumberGenerator.Fill(chance);
        Write(BinaryPrimitives.ReadInt64LittleEndian(chance), text[8..]);
        return $"g-{text}";
    }

    private static void Write(long value, Span<char> text)
    {
        for (var i = text.Length - 1; i >= 0; i--, value >>= 5)
        {
            text[i] = Alphabet[(int)(value & 31)];
        }
    }
}
