using Monitoring.Contracts;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>Rows made ready to send: those that can be read with their entries, and those that cannot, with the reason.</summary>
internal sealed record UplinkBatch(IReadOnlyList<SpoolRow> Sent, IReadOnlyList<SequencedTelemetry> Entries, IReadOnlyList<(SpoolRow Row, string Reason)> Unreadable)
{
    public static UplinkBatch Of(IReadOnlyList<SpoolRow> rows)
    {
        var sent = new List<SpoolRow>(rows.Count);
        var entries = new List<SequencedTelemetry>(rows.Count);
        var unreadable = new List<(SpoolRow, string)>();
        foreach (var row in rows)
        {
            if (!row.IsIntact)
            {
                unreadable.Add((row, "its bytes are not those that were stored"));
            }
            else if (UplinkWire.TryRead(row.Bytes, out var telemetry, out var reason))
            {
                sent.Add(row);
                entries.Add(new SequencedTelemetry(row.Sequence, telemetry));
            }
            else
            {
                unreadable.Add((row, reason));
            }
        }

        return new UplinkBatch(sent, entries, unreadable);
    }
}
