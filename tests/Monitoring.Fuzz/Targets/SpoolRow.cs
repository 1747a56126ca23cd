using Monitoring.Contracts;
using Monitoring.Gateway.Intake;

namespace Monitoring.Fuzz.Targets;

/// <summary>What the gateway took from a device must come out of its spool unchanged, or an acknowledged message could not be sent.</summary>
internal static class SpoolRow
{
    public static void Hold(DeviceMessage message, DateTimeOffset now)
    {
        var telemetry = new Telemetry(
            StationId.FromMn(message.Mn), message.Mn, message.Kind, message.Protocol, message.Command, ToMilliseconds(message.SentAt ?? now), now,
            [.. message.Readings.Select(r => r with { Key = r.Key with { Start = ToMilliseconds(r.Key.Start) } })]);
        if (!UplinkWire.TryRead(UplinkWire.Write(telemetry), out Telemetry? again, out var reason))
        {
            throw new FuzzFinding($"the spool's row cannot be read: {reason}");
        }

        if (!again.Readings.SequenceEqual(telemetry.Readings) || again with { Readings = telemetry.Readings } != telemetry)
        {
            throw new FuzzFinding($"the spool's row reads {again} where {telemetry} was written");
        }
    }

    // What is finer is not kept anywhere.
    private static DateTimeOffset ToMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
