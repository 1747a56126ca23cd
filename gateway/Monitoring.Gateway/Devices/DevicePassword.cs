using System.Security.Cryptography;
using System.Text;

namespace Monitoring.Gateway.Devices;

/// <summary>Compares a presented password with the registered one in a time that tells nothing of the registered one.</summary>
internal readonly struct DevicePassword
{
    // A length and room for every password in use; of a longer one the digest stands for it.
    private const int FormLength = 64;
    private const byte IsDigest = byte.MaxValue;

    private readonly byte[] form;

    public DevicePassword(string password)
    {
        form = new byte[FormLength];
        Write(password, form);
    }

    // Forms of one length, because a comparison of the texts themselves would tell theirs. Every message comes by here: no digest where none is needed.
    public bool Is(string presented)
    {
        Span<byte> other = stackalloc byte[FormLength];
        Write(presented, other);
        return CryptographicOperations.FixedTimeEquals(other, form);
    }

    private static void Write(string password, Span<byte> form)
    {
        form.Clear();
        if (Encoding.UTF8.TryGetBytes(password, form[1..], out var length))
        {
            form[0] = (byte)length;
            return;
        }

        form.Clear();
        form[0] = IsDigest;
        SHA256.HashData(Encoding.UTF8.GetBytes(password), form[1..]);
    }
}
