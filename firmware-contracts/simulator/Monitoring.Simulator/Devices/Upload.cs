using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;
using Monitoring.Simulator.Values;

namespace Monitoring.Simulator.Devices;

/// <summary>A message of a device that waits for its acknowledgement.</summary>
/// <param name="Mn">Device number.</param>
/// <param name="Password">What the device presents.</param>
/// <param name="SystemCode">ST.</param>
/// <param name="Command">CN.</param>
/// <param name="Qn">Names the exchange; a repeat carries the same.</param>
/// <param name="Cp">The items.</param>
public sealed record Upload(string Mn, string Password, string SystemCode, int Command, string Qn, string Cp)
{
    public const string WaterSystem = "21";
    public const string AirSystem = "22";

    /// <summary>The frame, asking for an answer or not.</summary>
    public Hj212Message Message(Hj212Flag flag) => new(Qn, SystemCode, Command, Password, Mn, flag, Cp);

    public static Upload Of(string mn, string password, StationKind kind, string qn, Sample sample)
    {
        var isHour = kind == StationKind.Air;
        var cp = new Hj212Cp().DataTime(sample.DataTime);
        foreach (var value in sample.Values)
        {
            AddValue(cp, value, isHour ? Hj212ValueKind.Avg : Hj212ValueKind.Rtd);
        }

        return new Upload(
            mn, password, isHour ? AirSystem : WaterSystem, isHour ? Hj212Command.HourData : Hj212Command.RealTimeData, qn, cp.ToString());
    }

    private static void AddValue(Hj212Cp cp, MeasuredValue value, Hj212ValueKind kind)
    {
        if (value.Text is null)
        {
            _ = cp.Item(value.Code + "-Flag", value.Flag);
            return;
        }

        _ = cp.Value(value.Code, kind, value.Text);
        _ = value.Min is null ? cp : cp.And(value.Code, Hj212ValueKind.Min, value.Min);
        _ = value.Max is null ? cp : cp.And(value.Code, Hj212ValueKind.Max, value.Max);
        _ = cp.And(value.Code, Hj212ValueKind.Flag, value.Flag);
    }
}
