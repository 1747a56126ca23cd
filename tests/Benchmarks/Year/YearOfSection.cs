using System.Globalization;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Benchmarks.Year;

/// <summary>Hourly values of the five automatic items over 2025, drawn from the seed; made before the clock runs.</summary>
internal sealed class YearOfSection
{
    private static readonly (ParameterCode Code, string Format, double Usual, double Swing)[] Items =
    [
        (ParameterCode.Parse("w01001"), "F2", 7.8, 0.1),
        (ParameterCode.Parse("w01009"), "F2", 7.4, 0.25),
        (ParameterCode.Parse("w01019"), "F2", 3.1, 0.5),
        (ParameterCode.Parse("w21003"), "F3", 0.35, 0.9),
        (ParameterCode.Parse("w21011"), "F3", 0.09, 0.7),
    ];

    public YearOfSection(int seed, int section)
    {
        var draw = new Random(unchecked((seed * 1_000_003) + section));
        var level = Items.Select(i => i.Usual * (0.7 + (0.6 * draw.NextDouble()))).ToArray();
        Months = [.. Enumerable.Range(1, 12).Select(m => MonthOf(new DateOnly(2025, m, 1), level, draw))];
    }

    public IReadOnlyList<(DateOnly First, IReadOnlyList<(DateOnly Day, IReadOnlyList<SectionValue> Values)> Days, IReadOnlyList<SectionValue> Values)> Months { get; }

    private static (DateOnly, IReadOnlyList<(DateOnly, IReadOnlyList<SectionValue>)>, IReadOnlyList<SectionValue>) MonthOf(DateOnly first, double[] level, Random draw)
    {
        var days = Enumerable.Range(0, DateTime.DaysInMonth(first.Year, first.Month)).Select(d => first.AddDays(d))
            .Select(day => (day, (IReadOnlyList<SectionValue>)[.. Enumerable.Range(0, 24).SelectMany(h => Values(ChinaTime.StartOf(day).AddHours(h), level, draw))])).ToList();
        return (first, days, [.. days.SelectMany(d => d.Item2)]);
    }

    private static IEnumerable<SectionValue> Values(DateTimeOffset at, double[] level, Random draw) => Items.Select((item, i) => new SectionValue(
        item.Code, (level[i] * (1 + (item.Swing * (draw.NextDouble() - 0.5)))).ToString(item.Format, CultureInfo.InvariantCulture), DataMark.Normal, at, ReadingSource.Automatic));
}
