using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Water;

/// <summary>How one item of the set came to its class: the intermediate values of a certificate.</summary>
internal sealed record AssessedItem(string Code, WaterItem? Item)
{
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

    public static AssessedItem Of(string code, SectionInputs inputs, WaterEdition edition)
    {
        if (edition.Find(code) is not { } item)
        {
            return new AssessedItem(code, Item: null) { MissingReason = NoVerdictReason.UnknownItem };
        }

        if (inputs.NaturalBackground.Any(e => e.HoldsOn(inputs.Period.Date) && edition.Find(e.Item) == item))
        {
            return new AssessedItem(code, item) { MissingReason = NoVerdictReason.NaturalBackground };
        }

        var values = inputs.Values.Where(v => edition.Find(v.Code) == item).ToList();
        var outcome = new AssessedItem(code, item) { MissingReason = NoVerdictReason.Missing };
        var reason = (string?)null;
        foreach (var source in SourcesOf(code, edition))
        {
            outcome = OfSource(item, inputs, source, [.. values.Where(v => v.Source == source)]);
            if (outcome.MissingReason is null)
            {
                return outcome;
            }

            // The reason that names a fault of a value says more than "missing" of the other source.
            reason = reason is null or NoVerdictReason.Missing ? outcome.MissingReason : reason;
        }

        return outcome with { MissingReason = reason };
    }

    // Automatic values win for the items that stations measure; X items are those of the laboratory.
    private static ReadingSource[] SourcesOf(string code, WaterEdition edition) => edition.Method.AutomaticFirst.Contains(code)
        ? [ReadingSource.Automatic, ReadingSource.Hand]
        : [ReadingSource.Hand, ReadingSource.Automatic];

    private static AssessedItem OfSource(WaterItem item, SectionInputs inputs, ReadingSource source, List<SectionValue> values)
    {
        var none = new AssessedItem(item.Code, item);
        if (values.Count == 0)
        {
            return none with { MissingReason = NoVerdictReason.Missing };
        }

        if (inputs.Rounding is RoundingPolicy.Raw)
        {
            var newest = values.Max(v => v.SampledAt);
            values.RemoveAll(v => v.SampledAt != newest);
        }

        // A repeat is one value; two different values of one moment are nobody's to choose from.
        var distinct = values.DistinctBy(v => (v.SampledAt, v.Text, v.Flag, v.Unit)).ToList();
        if (distinct.GroupBy(v => v.SampledAt).Any(g => g.Skip(1).Any()))
        {
            return none with { MissingReason = NoVerdictReason.Ambiguous };
        }

        var read = distinct.ConvertAll(v => Read(item, v));
        var valid = read.Where(v => v.Number is not null).ToList();
        var minimum = source is ReadingSource.Hand ? inputs.MinimumPerItemByHand ?? inputs.MinimumPerItem : inputs.MinimumPerItem;
        if (valid.Count < Math.Max(1, minimum))
        {
            return none with { Valid = valid.Count, MissingReason = valid.Count > 0 ? NoVerdictReason.TooFewData : read[0].Reason };
        }

        var mean = Mean(item, [.. valid.Select(v => v.Number!.Value).Order()]);
        var compared = inputs.Rounding is RoundingPolicy.Period ? Gb8170.Round(mean, item.AssessmentDecimals) : mean;
        var saturation = MeasuredValue.Read(inputs.OxygenSaturationPercent, flag: null).Number;
        return SingleFactor.ClassOf(item, inputs.WaterBody, compared, saturation) is { } waterClass
            ? none with { Valid = valid.Count, BelowDetection = valid.Count(v => v.IsBelowDetection), Source = source, Unrounded = mean, Compared = compared, Class = waterClass }
            : none with { Valid = valid.Count, MissingReason = NoVerdictReason.UnknownItem };
    }

    private static MeasuredValue Read(WaterItem item, SectionValue value) => !UnitText.Agrees(value.Unit, item.Unit)
        ? new MeasuredValue(null, NoVerdictReason.UnitMismatch, IsBelowDetection: false)
        : MeasuredValue.Read(value.Text, value.Flag, item.Possible?[0] ?? 0, item.Possible?[1]);

    private static decimal Mean(WaterItem item, IReadOnlyList<decimal> values) => values switch
    {
        [var one] => one,
        _ when item.Direction is LimitDirection.Range => HydrogenIonMean.Of(values),
        _ => ArithmeticMean.Of(values),
    };
}
