using Microsoft.Data.Sqlite;

namespace Monitoring.Gateway.Quarantine;

/// <summary>What the writer needs of a message in the file.</summary>
/// <param name="Size">Bytes that it counts for in its bound.</param>
/// <param name="IsBound">True when it may not be given up for another: a parked row or an acknowledged message that is not in yet.</param>
internal sealed record KeptRow(long Id, string Reason, string? Mn, string Peer, int Size, long AtMs, bool IsParked, bool IsAcknowledged, bool IsBound)
{
    /// <summary>Of id, reason, mn, peer, detail, length(bytes), at_ms, is parked, is_acknowledged, is in.</summary>
    public static KeptRow Of(SqliteDataReader row)
    {
        var (mn, peer, isParked, isAcknowledged) = (row.IsDBNull(2) ? null : row.GetString(2), row.GetString(3), row.GetBoolean(7), row.GetBoolean(8));
        var size = row.GetInt32(5) + (isParked ? 0 : KeptText.SizeOf(mn, peer, row.GetString(4)));
        return new KeptRow(row.GetInt64(0), row.GetString(1), mn, peer, size, row.GetInt64(6), isParked, isAcknowledged, (isParked || isAcknowledged) && !row.GetBoolean(9));
    }
}
