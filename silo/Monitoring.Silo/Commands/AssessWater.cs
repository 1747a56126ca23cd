using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Silo.Commands;

/// <summary>What the cases of water read alike.</summary>
internal static class AssessWater
{
    // A case without a date is judged by the edition of its standard on a day when it was in force.
    public static WaterEdition Edition => EditionCatalogue.Default.Water[^1];

    public static Period SomeDay => Period.Day(Edition.Method.Validity.From);

    public static WaterBody Body(AssessInputs inputs, string? fallback = null) => inputs.Word("water_body", fallback) switch
    {
        "river" => WaterBody.River,
        "lake" or "reservoir" => WaterBody.Lake,
        var other => Wrong(inputs, $"water_body is river or lake, not '{other}'", WaterBody.River),
    };

    public static RoundingPolicy Rounding(AssessInputs inputs, string fallback) => inputs.Word("rounding", fallback) switch
    {
        "none" => RoundingPolicy.Raw,
        "cnemc2020" => RoundingPolicy.Period,
        var other => Wrong(inputs, $"rounding is none or cnemc2020, not '{other}'", RoundingPolicy.Raw),
    };

    /// <summary>The period of a case: <c>period</c> is its length, a month when absent, and <c>date</c> a day in it.</summary>
    public static Period PeriodOf(AssessInputs inputs, DateOnly? someDay = null)
    {
        PeriodKind? kind = inputs.Word("period", "month") switch
        {
            "day" => PeriodKind.Day,
            "week" => PeriodKind.Week,
            "month" => PeriodKind.Month,
            "quarter" => PeriodKind.Quarter,
            "year" => PeriodKind.Year,
            _ => null,
        };
        if (kind is null)
        {
            inputs.Fail("a period is day, week, month, quarter or year");
            return SomeDay;
        }

        return Period.Containing(kind.Value, ChinaTime.StartOf(inputs.Date("date", someDay ?? Edition.Method.Validity.From)));
    }

    /// <summary>The values of a section; those of a list follow each other by months in a year, else by hours.</summary>
    public static IReadOnlyList<SectionValue> ValuesOf(AssessInputs inputs, string name, Period period) =>
    [
        .. inputs.Values(name).Where(v => IsOfTable(inputs, v.Item)).Select(v => new SectionValue(
            ParameterCode.Parse(v.Item),
            v.Text,
            v.Flag,
            period.Kind is PeriodKind.Year ? period.Start.AddMonths(v.Index) : period.Start.AddHours(v.Index),
            ReadingSource.Automatic,
            v.Unit)),
    ];

    /// <summary>True for an item of table 1; what is measured beside it takes no part, and anything else is an error.</summary>
    public static bool IsOfTable(AssessInputs inputs, string item)
    {
        if (Edition.Find(item) is not null)
        {
            return true;
        }

        if (!Edition.Method.BesideTable.Contains(item))
        {
            inputs.Fail($"GB 3838-2002 table 1 has no item '{item}'");
        }

        return false;
    }

    private static T Wrong<T>(AssessInputs inputs, string error, T instead)
    {
        inputs.Fail(error);
        return instead;
    }
}
