using System.Runtime.InteropServices;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>How one item of the set came to its class: the intermediate values of a certificate.</summary>
internal sealed record AssessedItem(string Code, WaterItem? Item)
{
    // Measured values are below 10^12: with so many decimals ten thousand of them add up without losing a digit.
    private const int ExactScale = 12;

    /// <summary>Why the item takes no part; null when it does.</summary>
    public string? MissingReason { get; private init; }

    /// <summary>Valid values of the source that was used.</summary>
    public int Valid { get; private init; }

    /// <summary>How many of them were below the detection limit.</summary>
    public int BelowDetection { get; private init; }

    public ReadingSource? Source { get; private init; }

    /// <summary>The value of the moment, or the mean, before rounding.</summary>
    public decimal Unrounded { get; private init; }

    /// <summary>The number that was compared with the limits.</summary>
    public decimal Compared { get; private init; }

    public int Class { get; private init; }

    /// <summary>What each item that took part entered with, by short code.</summary>
    public static IReadOnlyDictionary<string, ItemMean> MeansOf(IEnumerable<AssessedItem> items) =>
        items.Where(i => i.MissingReason is null).ToDictionary(i => i.Code, i => new ItemMean(i.Unrounded, i.Source!.Value), StringComparer.Ordinal);

    /// <summary>The items of a set, each from its own values: these are sorted out once, whatever the number of items.</summary>
    public static List<AssessedItem> OfAll(IEnumerable<string> codes, SectionInputs inputs, WaterEdition edition)
    {
        var byCode = new Dictionary<ParameterCode, List<SectionValue>>();
        foreach (var value in inputs.Values)
        {
            (CollectionsMarshal.GetValueRefOrAddDefault(byCode, value.Code, out _) ??= []).Add(value);
        }

        // An item may be written with its short code and with the ministry's.
        var byItem = new Dictionary<WaterItem, List<SectionValue>>(byCode.Count, ReferenceEqualityComparer.Instance);
        foreach (var (code, values) in byCode)
        {
            if (edition.Find(code) is { } item && !byItem.TryAdd(item, values))
            {
                byItem[item].AddRange(values);
            }
        }

        var items = new List<AssessedItem>();
        foreach (var code in codes)
        {
            items.Add(edition.Find(code) is { } item
                ? Of(code, item, byItem.GetValueOrDefault(item) ?? [], inputs, edition)
                : new AssessedItem(code, Item: null) { MissingReason = NoVerdictReason.UnknownItem });
        }

        return items;
    }

    private static AssessedItem Of(string code, WaterItem item, List<SectionValue> values, SectionInputs inputs, WaterEdition edition)
    {
        if (IsNatural(item, inputs, edition))
        {
            return new AssessedItem(code, item) { MissingReason = NoVerdictReason.NaturalBackground };
        }

        var outcome = new AssessedItem(code, item) { MissingReason = NoVerdictReason.Missing };
        var reason = (string?)null;
        foreach (var source in SourcesOf(code, edition))
        {
            outcome = OfSource(item, inputs, source, values.Count == 1 && values[0].Source == source ? values : values.FindAll(v => v.Source == source));
            if (outcome.MissingReason is null)
            {
                return outcome;
            }

            // The reason that names a fault of a value says more than "missing" of the other source.
            reason = reason is null or NoVerdictReason.Missing ? outcome.MissingReason : reason;
        }

        return outcome with { MissingReason = reason };
    }

    private static bool IsNatural(WaterItem item, SectionInputs inputs, WaterEdition edition)
    {
        foreach (var exemption in inputs.NaturalBackground)
        {
            if (exemption.HoldsOn(inputs.Period.Date) && edition.Find(exemption.Item) == item)
            {
                return true;
            }
        }

        return false;
    }

    // Automatic values win for the items that stations measure; X items are those of the laboratory.
    private static ReadOnlySpan<ReadingSource> SourcesOf(string code, WaterEdition edition) => edition.Method.AutomaticFirst.Contains(code)
        ? [ReadingSource.Automatic, ReadingSource.Hand]
        : [ReadingSource.Hand, ReadingSource.Automatic];

    private static AssessedItem OfSource(WaterItem item, SectionInputs inputs, ReadingSource source, List<SectionValue> values)
    {
        var none = new AssessedItem(item.Code, item);
        if (values.Count == 0)
        {
            return none with { MissingReason = NoVerdictReason.Missing };
        }

        if (inputs.Rounding is RoundingPolicy.Raw && values.Count > 1)
        {
            var newest = values.Max(v => v.SampledAt);
            values.RemoveAll(v => v.SampledAt != newest);
        }

        if (WithoutRepeats(values) is not { } distinct)
        {
            return none with { MissingReason = NoVerdictReason.Ambiguous };
        }

        var (numbers, belowDetection) = (new List<decimal>(distinct.Count), 0);
        foreach (var value in distinct)
        {
            if (Read(item, value) is { Number: { } number } read)
            {
                numbers.Add(number);
                belowDetection += read.IsBelowDetection ? 1 : 0;
            }
        }

        var minimum = source is ReadingSource.Hand ? inputs.MinimumPerItemByHand ?? inputs.MinimumPerItem : inputs.MinimumPerItem;
        if (numbers.Count < Math.Max(1, minimum))
        {
            return none with { Valid = numbers.Count, MissingReason = numbers.Count > 0 ? NoVerdictReason.TooFewData : Read(item, FirstOf(distinct)).Reason };
        }

        var mean = Mean(item, numbers);
        var compared = inputs.Rounding is RoundingPolicy.Period ? Gb8170.Round(mean, item.AssessmentDecimals) : mean;
        var saturation = MeasuredValue.Read(inputs.OxygenSaturationPercent, flag: null).Number;
        return SingleFactor.ClassOf(item, inputs.WaterBody, compared, saturation) is { } waterClass
            ? none with { Valid = numbers.Count, BelowDetection = belowDetection, Source = source, Unrounded = mean, Compared = compared, Class = waterClass }
            : none with { Valid = numbers.Count, MissingReason = NoVerdictReason.UnknownItem };
    }

    // A repeat is one value; two different values of one moment are nobody's to choose from: null. Values mostly come in the order of time.
    private static List<SectionValue>? WithoutRepeats(List<SectionValue> values)
    {
        var isAscending = true;
        for (var i = 1; i < values.Count && isAscending; i++)
        {
            isAscending = values[i - 1].SampledAt < values[i].SampledAt;
        }

        if (isAscending)
        {
            return values;
        }

        var distinct = values.DistinctBy(v => (v.SampledAt, v.Text, v.Flag, v.Unit)).ToList();
        return distinct.DistinctBy(v => v.SampledAt).Count() == distinct.Count ? distinct : null;
    }

    // In the order of certificates, so that a reason does not hang on the order in which values came.
    private static SectionValue FirstOf(List<SectionValue> values) => values
        .OrderBy(v => v.Code.Value, StringComparer.Ordinal).ThenBy(v => v.SampledAt).ThenBy(v => v.Text, StringComparer.Ordinal)
        .ThenBy(v => v.Flag, StringComparer.Ordinal).ThenBy(v => v.Unit, StringComparer.Ordinal).First();

    private static MeasuredValue Read(WaterItem item, SectionValue value) => !UnitText.Agrees(value.Unit, item.Unit)
        ? new MeasuredValue(null, NoVerdictReason.UnitMismatch, IsBelowDetection: false)
        : MeasuredValue.Read(value.Text, value.Flag, item.Possible?[0] ?? 0, item.Possible?[1]);

    // The order of a sum matters only where it is not exact; then it is that of the numbers.
    private static decimal Mean(WaterItem item, List<decimal> values)
    {
        var isRange = item.Direction is LimitDirection.Range;
        if (isRange || values.Exists(v => v.Scale > ExactScale))
        {
            values.Sort();
        }

        return values.Count == 1 ? values[0] : isRange ? HydrogenIonMean.Of(values) : ArithmeticMean.Of(values);
    }
}
