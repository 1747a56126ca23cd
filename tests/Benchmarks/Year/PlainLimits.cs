namespace Monitoring.Benchmarks.Year;

/// <summary>The limits that the baseline compares with, typed in as a script would: pH, DO, CODMn, NH3-N, TP of rivers.</summary>
internal static class PlainLimits
{
    private static readonly decimal[][] Highest = [[], [], [2, 4, 6, 10, 15], [0.15m, 0.5m, 1, 1.5m, 2], [0.02m, 0.1m, 0.2m, 0.3m, 0.4m]];
    private static readonly decimal[] LeastOxygen = [7.5m, 6, 5, 3, 2];

    public static int ClassOf(int item, decimal mean)
    {
        var index = item switch
        {
            0 => mean is >= 6 and <= 9 ? 0 : 5,
            1 => Array.FindIndex(LeastOxygen, l => mean >= l),
            _ => Array.FindIndex(Highest[item], l => mean <= l),
        };
        return index < 0 ? 6 : index + 1;
    }
}
