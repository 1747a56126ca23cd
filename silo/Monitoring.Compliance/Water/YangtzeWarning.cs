namespace Monitoring.Compliance.Water;

/// <summary>The two classes of a section in one month: of the month and of the year so far.</summary>
/// <param name="Month">Class of the month, 1 to 6.</param>
/// <param name="Cumulative">Class of the year up to the month, 1 to 6.</param>
public readonly record struct MonthClasses(int Month, int Cumulative);

/// <summary>Early warning of national sections of the Yangtze basin (measures of 2018, trial).</summary>
public static class YangtzeWarning
{
    /// <summary>
    /// 1 when both classes are at least two classes worse than in the same period last year, 2 when at least one; both must
    /// end below class III and the cumulative class must miss the year's target. Null for no warning.
    /// </summary>
    public static int? LevelOf(MonthClasses lastYear, MonthClasses thisYear, int yearTarget)
    {
        if (thisYear.Month <= 3 || thisYear.Cumulative <= 3 || thisYear.Cumulative <= yearTarget)
        {
            return null;
        }

        return Math.Min(thisYear.Month - lastYear.Month, thisYear.Cumulative - lastYear.Cumulative) switch
        {
            >= 2 => 1,
            1 => 2,
            _ => null,
        };
    }
}
