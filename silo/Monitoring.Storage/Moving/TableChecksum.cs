using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Storage.Relational;

namespace Monitoring.Storage.Moving;

/// <summary>All rows of a table as one number, whatever the order in which they are read: the sum of their hashes.</summary>
internal readonly record struct TableChecksum(long Rows, UInt128 Sum)
{
    // Stands for no value; a text cannot hold it in either store.
    private const string Null = "\0";
    private const char Between = '\u001f';

    /// <param name="session">Of either engine, without a time limit: a table is read whole.</param>
    public static TableChecksum Of(ISession session, TableShape table)
    {
        var sum = default(TableChecksum);
        var row = new StringBuilder();
        using var rows = session.Prepare($"SELECT {table.ColumnList} FROM {table.Name}");
        while (rows.Step())
        {
            row.Clear();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                row.Append(rows.IsNull(i) ? Null : TextOf(rows, i, table.Columns[i].Type)).Append(Between);
            }

            sum = sum.With(row.ToString());
        }

        return sum;
    }

    private static string TextOf(IStatement row, int column, ColumnType type) => type switch
    {
        ColumnType.Text => row.Text(column),
        ColumnType.Real => Digits(BitConverter.DoubleToInt64Bits(row.Real(column))),
        ColumnType.Bytes => Convert.ToHexString(row.Blob(column)),
        ColumnType.Boolean => row.Bool(column) ? "1" : "0",
        _ => Digits(row.Int64(column)),
    };

    private static string Digits(long value) => value.ToString(CultureInfo.InvariantCulture);

    private TableChecksum With(string row)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(row), hash);
        return new TableChecksum(Rows + 1, unchecked(Sum + BinaryPrimitives.ReadUInt128BigEndian(hash)));
    }
}
