using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Monitoring.Gateway.Intake;

/// <summary>Tells one message from another by its bytes.</summary>
internal static class MessageDigest
{
    public static UInt128 Of(byte[] bytes)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes, hash);
        return BinaryPrimitives.ReadUInt128BigEndian(hash);
    }
}
