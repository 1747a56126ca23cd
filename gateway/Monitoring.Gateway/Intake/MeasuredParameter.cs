using Monitoring.Contracts;
using Monitoring.Contracts.Parameters;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// What a device's code stands for. A code that nobody knows is kept as the device wrote it, without a unit: the frame
/// says none, and a guess would be worse.
/// </summary>
internal static class MeasuredParameter
{
    /// <param name="st">The system code that the device speaks under; the same code means different things under different ones.</param>
    /// <param name="deviceCode">What the device calls the parameter.</param>
    /// <param name="suffix">What tells a value of another sort (converted, by night) from the plain one; usually empty.</param>
    /// <param name="code">The published code, or the device's own.</param>
    /// <param name="unit">The unit that stations send it in; empty when unknown.</param>
    /// <returns>False when the device's code cannot be a parameter's.</returns>
    public static bool TryRead(string st, string deviceCode, string suffix, out ParameterCode code, out string unit)
    {
        unit = "";
        if (ParameterCatalogue.TryResolve(st, deviceCode, out var published))
        {
            unit = ParameterCatalogue.Find(published)?.UnitUnder(st) ?? "";
            return ParameterCode.TryParse(published.Value + suffix, out code);
        }

        return ParameterCode.TryParse(deviceCode + suffix, out code);
    }
}
