using System.CommandLine;
using System.Globalization;
using Monitoring.Benchmarks.Figures;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Benchmarks.Year;

/// <summary>
/// <c>year</c>: how long the pure library needs to judge a year of hourly values of every section: all days, the twelve months and the
/// year, by the rules of the date. Beside it a loop that only reads the numbers, averages and compares. One thread judges, and what is counted is the
/// processor time of the whole program, collections among it: the seconds of one core, also on a busy machine.
/// </summary>
internal static class YearCommand
{
    private const int HoursOfDay = 24;
    private const int LeastMonths = 8;
    private static readonly DateOnly FirstDay = new(2025, 1, 1);
    private static readonly string[] Codes = ["w01001", "w01009", "w01019", "w21003", "w21011"];

    public static Command Create(TimeProvider clock)
    {
        var seed = new Option<int>("--seed") { DefaultValueFactory = _ => 1 };
        var sections = new Option<int>("--sections") { DefaultValueFactory = _ => 569 };
        var command = new Command("year", "a year of hourly values judged: days, months, the year") { seed, sections };
        command.SetAction(r => Run(r.GetValue(seed), r.GetValue(sections), clock));
        return command;
    }

    private static void Run(int seed, int sections, TimeProvider clock)
    {
        var report = new Report($"dotnet run --project tests/Benchmarks -c Release -- year --sections {sections}", seed, clock);
        Judge(new YearOfSection(seed, -1));
        Loop(new YearOfSection(seed, -1));
        var (library, loop, judged, worst) = (TimeSpan.Zero, TimeSpan.Zero, 0, 0);
        for (var section = 0; section < sections; section++)
        {
            var year = new YearOfSection(seed, section);
            var started = Environment.CpuUsage.TotalTime;
            var (verdicts, ofYear) = Judge(year);
            library += Environment.CpuUsage.TotalTime - started;
            started = Environment.CpuUsage.TotalTime;
            var plain = Loop(year);
            loop += Environment.CpuUsage.TotalTime - started;
            judged += verdicts;
            worst += ofYear.Class == plain ? 0 : 1;
        }

        Report.Say($"{judged} verdicts of {sections} sections from {(long)sections * Codes.Length * 365 * HoursOfDay} values; {worst} years where the loop's class differs (it neither rounds nor averages pH through ions)");
        report.Row("a year of hourly data of every section judged, seconds of one core", library.TotalSeconds, "s", "mean and compare loop", loop.TotalSeconds, "10");
        report.PrintRows();
    }

    private static (int Verdicts, WaterVerdict Year) Judge(YearOfSection section)
    {
        var verdicts = 0;
        var months = new List<SectionValue>();
        foreach (var month in section.Months)
        {
            foreach (var (day, values) in month.Days)
            {
                _ = SectionAssessment.Assess(Inputs(Period.Day(day), values, HoursOfDay));
                verdicts++;
            }

            var (verdict, means) = SectionAssessment.AssessWithMeans(Inputs(Period.MonthOf(month.First), month.Values, month.Days.Count * HoursOfDay));
            verdicts += verdict.Class is null ? 0 : 1;
            months.AddRange(means.Select(m => new SectionValue(
                ParameterCode.Parse(m.Key), Gb8170.Text(m.Value.Value), DataMark.Normal, Period.MonthOf(month.First).Start, m.Value.Source)));
        }

        var year = SectionAssessment.Assess(Inputs(Period.YearOf(FirstDay), months, 12) with { MinimumPerItem = LeastMonths });
        return (verdicts + 1, year);
    }

    private static SectionInputs Inputs(Period period, IReadOnlyList<SectionValue> values, int expected) => new()
    {
        Period = period,
        Rounding = RoundingPolicy.Period,
        TargetClass = 3,
        ExpectedPerItem = expected,
        MinimumPerItem = expected / 2,
        Values = values,
    };

    // What anybody would write in an afternoon: no marks, no rounding, no reasons, no ions, no evidence.
    private static int Loop(YearOfSection section)
    {
        var worst = 0;
        var year = new (decimal Sum, int Count)[Codes.Length];
        foreach (var month in section.Months)
        {
            foreach (var (_, values) in month.Days)
            {
                _ = ClassOf(values, out _);
            }

            _ = ClassOf(month.Values, out var means);
            for (var i = 0; i < Codes.Length; i++)
            {
                year[i] = (year[i].Sum + means[i], year[i].Count + 1);
            }
        }

        for (var i = 0; i < Codes.Length; i++)
        {
            worst = Math.Max(worst, PlainLimits.ClassOf(i, year[i].Sum / year[i].Count));
        }

        return worst;
    }

    private static int ClassOf(IReadOnlyList<SectionValue> values, out decimal[] means)
    {
        var (sums, counts, worst) = (new decimal[Codes.Length], new int[Codes.Length], 0);
        foreach (var value in values)
        {
            var item = Array.IndexOf(Codes, value.Code.Value);
            sums[item] += decimal.Parse(value.Text, CultureInfo.InvariantCulture);
            counts[item]++;
        }

        means = sums;
        for (var i = 0; i < Codes.Length; i++)
        {
            means[i] = sums[i] / counts[i];
            worst = Math.Max(worst, PlainLimits.ClassOf(i, means[i]));
        }

        return worst;
    }
}
