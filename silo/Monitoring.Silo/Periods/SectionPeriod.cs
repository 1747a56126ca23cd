using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>From the readings of a section to the inputs of a period's verdict: which values, how many are expected, which items decide.</summary>
internal static class SectionPeriod
{
    private static readonly TimeSpan LongestMean = TimeSpan.FromDays(1);

    /// <summary>The parameters of table 1 that take part in a class, of every edition.</summary>
    public static IReadOnlyList<ParameterCode> Assessed { get; } =
        [.. EditionCatalogue.Default.Water.SelectMany(e => e.Limits.Items).Where(i => i.InTwentyOne).Select(i => ParameterCode.Parse(i.MinistryCode)).Distinct()];

    /// <summary>Those of them that no instrument of the basic nine measures: the candidates for X.</summary>
    public static IReadOnlyList<ParameterCode> Extra { get; } =
        [.. EditionCatalogue.Default.Water.SelectMany(e => e.Limits.Items).Where(i => i is { InTwentyOne: true, BasicNine: false }).Select(i => ParameterCode.Parse(i.MinistryCode)).Distinct()];

    /// <summary>
    /// The items that decide the class of a section in a period, by the rule in force on its first day. X follows from
    /// <paramref name="extra"/>: the section's values of the candidates from the first of January of the year before to the period's end.
    /// </summary>
    public static ItemSet ItemSetOf(Section section, Period period, IEnumerable<Reading> extra)
    {
        if (EditionCatalogue.Default.WaterAt(period.Date) is not { } edition)
        {
            return ItemSet.Five;
        }

        var highest = new Dictionary<int, Dictionary<string, decimal>>();
        foreach (var reading in extra)
        {
            if (edition.Find(reading.Key.Parameter) is { } item && UnitText.Agrees(reading.Unit, item.Unit) && MeasuredValue.Read(reading.Text, reading.Flag).Number is { } number)
            {
                var year = ChinaTime.Of(reading.Key.Start).Year;
                var ofYear = highest.TryGetValue(year, out var known) ? known : highest[year] = [];
                ofYear[item.Code] = Math.Max(number, ofYear.GetValueOrDefault(item.Code, number));
            }
        }

        var x = ExtraItems.Of(
            TargetOf(section, period), highest.GetValueOrDefault(period.Date.Year - 1, []), highest.GetValueOrDefault(period.Date.Year, []), section.WaterBody, edition);
        return edition.ItemSetOn(period.Date, x) ?? ItemSet.Five;
    }

    /// <summary>A day, week, month or quarter: every valid value counts once (HuanBan [2011] 22, section 2).</summary>
    public static SectionInputs Of(Section section, Period period, TimeSpan rhythm, ItemSet set, IReadOnlyList<Reading> readings, PeriodOptions rules)
    {
        var codes = CodesOf(period, set);
        var chosen = readings
            .Where(r => codes.Contains(r.Key.Parameter) && r.Key.Start >= period.Start && r.Key.Start < period.End)
            .GroupBy(r => (r.Key.Parameter, r.Key.Source))
            .SelectMany(Finest)
            .ToList();
        var expected = ExpectedOf(period, rhythm, chosen);
        var least = LeastOf(period);
        return Common(section, period, set) with
        {
            ExpectedPerItem = expected,
            MinimumPerItem = Math.Max(least, (int)decimal.Ceiling(expected * rules.LeastShare)),
            MinimumPerItemByHand = least,
            Values = chosen.ConvertAll(r => new SectionValue(r.Key.Parameter, r.Text, r.Flag, r.Key.Start, r.Key.Source, r.Unit)),
        };
    }

    /// <summary>A year: the mean of its monthly values.</summary>
    public static SectionInputs OfYear(Section section, Period year, ItemSet set, IEnumerable<SectionVerdict> months, PeriodOptions rules) =>
        Common(section, year, set) with
        {
            ExpectedPerItem = 12,
            MinimumPerItem = rules.LeastMonthsOfYear ?? LeastOf(year),
            Values =
            [
                .. months.SelectMany(m => m.Means.Select(i => new SectionValue(
                    ParameterCode.Parse(i.Key), Gb8170.Text(i.Value.Value), DataMark.Normal, m.Period.Start, i.Value.Source))),
            ],
        };

    private static int LeastOf(Period period) => EditionCatalogue.Default.WaterAt(period.Date)?.MinimumOf(period.Kind) ?? 1;

    // The target of the first day, as the edition is; where the section got its first target within the period, that one.
    private static int? TargetOf(Section section, Period period) =>
        (section.TargetClassOn(period.Date) ?? section.TargetClassOn(ChinaTime.DayOf(period.End).AddDays(-1))) is >= 1 and <= 5 and var target ? target : null;

    private static SectionInputs Common(Section section, Period period, ItemSet set) => new()
    {
        Period = period,
        WaterBody = section.WaterBody,
        Rounding = RoundingPolicy.Period,
        ItemSet = set,
        TargetClass = TargetOf(section, period),
        Values = [],
    };

    private static HashSet<ParameterCode> CodesOf(Period period, ItemSet set) => EditionCatalogue.Default.WaterAt(period.Date) is { } edition
        ? [.. edition.ItemsOf(set).Select(edition.Find).OfType<WaterItem>().Select(i => ParameterCode.Parse(i.MinistryCode))]
        : [];

    // A device may send a value of the moment, its hour's mean and its day's: counting all would count the water twice. The
    // form it sends most often is the one it measures in; a stray value of another form must not stand for the month.
    private static IEnumerable<Reading> Finest(IEnumerable<Reading> ofItem)
    {
        var byLength = ofItem.Where(r => r.Key.Length <= LongestMean).GroupBy(r => r.Key.Length).OrderByDescending(g => g.Count()).ThenBy(g => g.Key).FirstOrDefault();
        return byLength ?? Enumerable.Empty<Reading>();
    }

    private static int ExpectedOf(Period period, TimeSpan rhythm, List<Reading> chosen)
    {
        var automatic = chosen.FindAll(r => r.Key.Source is ReadingSource.Automatic);
        var step = automatic.Count == 0 || automatic.Exists(r => r.Key.Length == TimeSpan.Zero) ? rhythm : automatic.Min(r => r.Key.Length);
        return step <= TimeSpan.Zero ? 1 : Math.Max(1, (int)((period.End - period.Start) / step));
    }
}
