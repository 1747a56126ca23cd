using System.Buffers.Binary;

namespace Monitoring.Protocols.Hj212;

/// <summary>
/// The check of HJ 212 appendix A over the data segment: start FFFF, per byte <c>r = (r >> 8) ^ byte</c>, then eight times
/// <c>r = (r >> 1) ^ A001</c> when the low bit is set, else <c>r >>= 1</c>. The shift comes before the exclusive or, so only
/// the register's high byte feeds the next step: the state is 8 bits and linear, and eight bytes are taken at a time
/// through eight tables. Only 256 different results exist; length and structure must be checked as well.
/// </summary>
public static class Hj212Crc
{
    private const ushort Polynomial = 0xA001;
    private const int Slices = 8;

    /// <summary>The register before the first byte, of either check.</summary>
    internal const ushort Start = 0xFFFF;

    private static readonly ushort[] Table = MakeTable();

    // Slice k holds the state that a byte leaves behind after k further zero bytes.
    private static readonly byte[] Slice = MakeSlices();

    /// <summary>The check of <paramref name="segment"/>; FFFF of nothing.</summary>
    public static ushort Compute(ReadOnlySpan<byte> segment) => Continue(Start, segment);

    /// <summary>The check of <paramref name="segment"/> in one dialect, as its four digits write it.</summary>
    public static ushort Compute(ReadOnlySpan<byte> segment, Hj212CrcDialects dialect) => dialect switch
    {
        Hj212CrcDialects.Modbus => ComputeModbus(segment),
        Hj212CrcDialects.ModbusSwapped => BinaryPrimitives.ReverseEndianness(ComputeModbus(segment)),
        _ => Compute(segment),
    };

    /// <summary>CRC-16/Modbus, sent high byte first by one device family instead of the standard's check.</summary>
    public static ushort ComputeModbus(ReadOnlySpan<byte> segment) => ContinueModbus(Start, segment);

    internal static ushort ContinueModbus(ushort register, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            register = (ushort)((register >> 8) ^ Table[(byte)register ^ b]);
        }

        return register;
    }

    /// <summary>The check of a prefix that had <paramref name="register"/> (<see cref="Start"/>: the empty one) and went on with <paramref name="bytes"/>.</summary>
    internal static ushort Continue(ushort register, ReadOnlySpan<byte> bytes) =>
        bytes.IsEmpty ? register : Table[Advance((byte)(register >> 8), bytes[..^1]) ^ bytes[^1]];

    private static byte Advance(byte state, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> slice = Slice;
        while (bytes.Length >= Slices)
        {
            state = (byte)(slice[(7 * 256) + (state ^ bytes[0])]
                ^ slice[(6 * 256) + bytes[1]]
                ^ slice[(5 * 256) + bytes[2]]
                ^ slice[(4 * 256) + bytes[3]]
                ^ slice[(3 * 256) + bytes[4]]
                ^ slice[(2 * 256) + bytes[5]]
                ^ slice[256 + bytes[6]]
                ^ slice[bytes[7]]);
            bytes = bytes[Slices..];
        }

        foreach (var b in bytes)
        {
            state = slice[state ^ b];
        }

        return state;
    }

    private static ushort[] MakeTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < table.Length; i++)
        {
            var register = (ushort)i;
            for (var bit = 0; bit < 8; bit++)
            {
                register = (register & 1) == 0 ? (ushort)(register >> 1) : (ushort)((register >> 1) ^ Polynomial);
            }

            table[i] = register;
        }

        return table;
    }

    private static byte[] MakeSlices()
    {
        var slices = new byte[Slices * 256];
        for (var i = 0; i < 256; i++)
        {
            slices[i] = (byte)(Table[i] >> 8);
        }

        for (var i = 256; i < slices.Length; i++)
        {
            slices[i] = slices[slices[i - 256]];
        }

        return slices;
    }
}
