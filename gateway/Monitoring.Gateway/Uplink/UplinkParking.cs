using Microsoft.Extensions.Logging;
using Monitoring.Contracts;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;

namespace Monitoring.Gateway.Uplink;

/// <summary>Moves rows that will never be accepted from the spool into the quarantine: durable there before they leave here.</summary>
internal sealed class UplinkParking(TelemetrySpool spool, QuarantineStore quarantine, ILogger logger)
{
    public async Task Park(IReadOnlyList<(SpoolRow Row, string Reason)> rows, SpoolNumbers numbers, QuarantineReason why, CancellationToken stopping)
    {
        var parked = new List<SpoolRow>();
        foreach (var (row, reason) in rows)
        {
            var mn = UplinkWire.TryRead(row.Bytes, out var telemetry, out _) ? telemetry.Mn : null;
            try
            {
                await quarantine.Park(new ParkedRow(numbers.GatewayId, row.Sequence, mn, why, reason, row.Bytes), stopping);
                parked.Add(row);
                logger.LogWarning("Message {Sequence} of {Station} is parked in the quarantine ({Why}): {Reason}", row.Sequence, row.Station, why.Word(), reason);
            }
            catch (QuarantineFullException e)
            {
                logger.LogError("Message {Sequence} of {Station} stays in the spool: {Reason}", row.Sequence, row.Station, e.Message);
            }
        }

        if (parked.Count > 0)
        {
            await spool.Release(Settlement.Ranges(parked), numbers, stopping);
        }
    }
}
