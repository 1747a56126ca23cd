using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.Spool;

/// <summary>
/// CRC-32C of a spool row. SQLite's own check sees a page whose structure is broken, not one whose content is: a flipped bit in
/// a message would go to the backend as a reading.
/// </summary>
internal static class RowCheck
{
    public static uint Of(long sequence, long enqueuedMs, string station, ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(BitOperations.Crc32C(uint.MaxValue, (ulong)sequence), (ulong)enqueuedMs);
        Span<byte> name = stackalloc byte[256];
        crc = Encoding.UTF8.TryGetBytes(station, name, out var written) ? Of(crc, name[..written]) : Of(crc, Encoding.UTF8.GetBytes(station));
        return ~Of(crc, bytes);
    }

    /// <summary>Whether a row of a damaged file is what was written; true for rows of versions that wrote no check.</summary>
    public static bool IsBelievable(SqliteDataReader row) =>
        row.GetName(4) is not "crc32c" || row.IsDBNull(4) || row.GetInt64(4) == Of(row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetFieldValue<byte[]>(3));

    private static uint Of(uint crc, ReadOnlySpan<byte> bytes)
    {
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        }

        foreach (var b in bytes)
        {
            crc = BitOperations.Crc32C(crc, b);
        }

        return crc;
    }
}
