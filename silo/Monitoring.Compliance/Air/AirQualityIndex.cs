using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Air;

/// <summary>The hourly (realtime) and daily air quality index (HJ 633-2012, HJ 633-2026).</summary>
public static class AirQualityIndex
{
    private const int CompletenessDecimals = 4;

    // Above this index the primary pollutants are named; above the next an item counts as exceeding.
    private const int Excellent = 50;
    private const int Good = 100;

    /// <summary>
    /// The index of an hour or a day by the edition in force in the city on that day. Whatever the inputs hold, this
    /// returns: items that cannot be assessed are named in <see cref="AirVerdict.Missing"/>.
    /// </summary>
    public static AirVerdict Assess(AirIndexInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return EditionCatalogue.Default.AirIndexAt(inputs.Period.Date, inputs.CityCode) is { } edition
            ? Assess(inputs, edition)
            : NoVerdict(inputs, NoVerdictReason.EditionGap);
    }

    /// <summary>The index by a given edition; one that was not in force makes the rule state <see cref="RuleState.Expired"/>.</summary>
    public static AirVerdict Assess(AirIndexInputs inputs, AirIndexEdition edition) => Judge(inputs, edition).Verdict;

    /// <summary>The report that a period asks for: the daily one for a day, the realtime one for anything shorter.</summary>
    internal static AirReport ReportOf(AirIndexEdition edition, Period period) => period.Kind is PeriodKind.Day ? edition.Daily : edition.Hourly;

    /// <summary>The verdict with the way each item came to its sub-index.</summary>
    internal static (AirVerdict Verdict, IReadOnlyList<AssessedAirItem> Items) Judge(AirIndexInputs inputs, AirIndexEdition edition)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(edition);
        var report = ReportOf(edition, inputs.Period);
        var all = report.Items.Select(name => AssessedAirItem.Of(name, report, inputs, edition)).ToList();
        var used = all.FindAll(i => i.Iaqi is not null);
        var common = new AirVerdict
        {
            Period = inputs.Period.Label,
            Standard = edition.Standard,
            RuleState = edition.StateOn(inputs.Period.Date, inputs.CityCode),
            Iaqi = used.ToDictionary(i => i.Item, i => i.Iaqi!.Value),
            Missing = [.. all.Where(i => i.Reason is not null).Select(i => new MissingAirItem(i.Item, i.Reason!))],
            Completeness = Gb8170.RoundPlain((decimal)used.Count / all.Count, CompletenessDecimals),
            Exceeding = edition.NamesExceeding ? [.. all.Where(i => i.Iaqi > Good || i.Reason is NoVerdictReason.BeyondTable).Select(i => i.Item.Pollutant).Distinct()] : null,
        };

        var isReferredToNothing = all.Exists(i => i.Reason is NoVerdictReason.BeyondTable && !used.Exists(u => u.Item.Pollutant == i.Item.Pollutant));
        if (used.Count == 0)
        {
            return (common with { Reason = isReferredToNothing ? NoVerdictReason.BeyondTable : NoVerdictReason.TooFewData }, all);
        }

        var index = Math.Max(1, used.Max(i => i.Iaqi!.Value));
        common = common with { Computed = index };

        // The air is worse than the table's end, and the value that the text refers to instead is missing: the rest must not speak for it.
        if (isReferredToNothing)
        {
            return (common with { Reason = NoVerdictReason.BeyondTable }, all);
        }

        if (!edition.PublishesIncomplete && index <= Good && all.Exists(i => i.BlocksPublication))
        {
            return (common with { Reason = NoVerdictReason.ItemMissing }, all);
        }

        return (common with
        {
            Aqi = index,
            Category = edition.Categories.First(c => c.To is null || index <= c.To),
            Primary = index > Excellent ? PollutantsOf(used, i => i == index) : [],
        }, all);
    }

    /// <summary>The verdict of an hour or day that no edition can judge.</summary>
    internal static AirVerdict NoVerdict(AirIndexInputs inputs, string reason) => new() { Period = inputs.Period.Label, Reason = reason };

    private static IReadOnlyList<AirPollutant> PollutantsOf(List<AssessedAirItem> items, Func<int, bool> where) =>
        [.. items.Where(i => where(i.Iaqi!.Value)).Select(i => i.Item.Pollutant).Distinct()];
}
