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
    public static bool TryRead(string st, ReadOnlySpan<char> deviceCode, string suffix, out ParameterCode code, out string unit)
    {
        unit = "";
        if (ParameterCatalogue.TryResolve(st, deviceCode, out var published))
        {
            unit = ParameterCatalogue.Find(published)?.UnitUnder(st) ?? "";
            code = published;
            return suffix.Length == 0 || ParameterCode.TryParse(published.Value + suffix, out code);
        }

        return ParameterCode.TryParse($"{deviceCode}{suffix}", out code);
    }

    /// <summary>
    /// What a payload without a system code watches, by the letter of the published codes: all <c>w</c> is surface water, all
    /// <c>a</c> ambient air. A discharge or a stack uses the same letters, so this only fills a gap: what a device was
    /// registered as comes first.
    /// </summary>
    public static StationKind EnvironmentOf(IReadOnlyCollection<Reading> readings)
    {
        var letters = readings.Select(r => r.Key.Parameter).Where(c => ParameterCatalogue.Find(c) is not null).Select(c => c.Value[0]).Distinct().ToList();
        return letters switch
        {
            ['w'] => StationKind.Water,
            ['a'] => StationKind.Air,
            _ => StationKind.Unknown,
        };
    }
}
