using System.CommandLine.Parsing;

namespace Monitoring.Simulator.Commands;

/// <summary>The one sentence that a number out of range gets.</summary>
internal static class Range
{
    public static void Check(OptionResult result, string name, int low, int high)
    {
        if (result.GetValueOrDefault<int>() is var number && (number < low || number > high))
        {
            result.AddError($"{name} must be {low}..{high}");
        }
    }
}
