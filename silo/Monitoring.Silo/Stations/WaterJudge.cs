using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>From the readings of a water station to the inputs of a section's instant verdict.</summary>
internal static class WaterJudge
{
    /// <summary>How long a value speaks for its item: the rhythm of the slowest analysers (HJ 915).</summary>
    public static readonly TimeSpan Reach = TimeSpan.FromHours(4);

    private static readonly Dictionary<string, WaterItem> Items = EditionCatalogue.Default.Water
        .SelectMany(e => e.ItemsOf(ItemSet.Five).Select(code => e.Find(code)!))
        .GroupBy(i => i.MinistryCode)
        .ToDictionary(g => g.Key, g => g.Last());

    public static int ItemCount => Items.Count;

    /// <summary>True for values whose times are judged: every instant of the station's instruments.</summary>
    public static bool IsJudged(ReadingKey key) => key is { Kind: ReadingKind.Instant, Source: ReadingSource.Automatic } && key.Length == TimeSpan.Zero;

    public static bool IsOfAnItem(ReadingKey key) => IsJudged(key) && Items.ContainsKey(key.Parameter.Value);

    /// <summary>True when the value can take part: valid mark, a number, and one that the quantity can have.</summary>
    public static bool IsAssessable(Reading reading) => Items.TryGetValue(reading.Key.Parameter.Value, out var item)
        && UnitText.Agrees(reading.Unit, item.Unit)
        && MeasuredValue.Read(reading.Text, reading.Flag, item.Possible?[0] ?? 0, item.Possible?[1]).Number is not null;

    /// <summary>What a moment is judged on.</summary>
    public static SectionInputs InputsAt(DateTimeOffset at, InstantView view, WaterBody body, int? targetClass)
    {
        var ofTheMoment = view.Exactly(at);
        var condition = ConditionOf(ofTheMoment);
        var readings = condition is null ? view.At(at) : ofTheMoment;
        return new SectionInputs
        {
            Period = Period.Instant(at),
            WaterBody = body,
            TargetClass = targetClass,
            Condition = condition,
            Values = readings.ConvertAll(r => new SectionValue(
                r.Reading.Key.Parameter, r.Reading.Text, r.Reading.Flag, r.Reading.Key.Start, r.Reading.Key.Source, r.Reading.Unit)),
        };
    }

    /// <summary>True when the readings of the moment decide alone, so that no earlier one need be known.</summary>
    public static bool DecidesAlone(DateTimeOffset at, InstantView view) => ConditionOf(view.Exactly(at)) is not null || view.HasEveryItem(at);

    /// <summary>True when a verdict was given on these inputs: then it is also the verdict of now, and its certificate the same.</summary>
    /// <param name="before">The readings when it was given.</param>
    public static bool RestsOn(StoredVerdict verdict, SectionInputs inputs, InstantView before)
    {
        if (!verdict.IsOfThisRelease || verdict.WaterBody != inputs.WaterBody || verdict.TargetClass != inputs.TargetClass)
        {
            return false;
        }

        var then = InputsAt(verdict.At, before, verdict.WaterBody, verdict.TargetClass);
        return then.Condition == inputs.Condition && then.Values.Count == inputs.Values.Count && then.Values.All(inputs.Values.Contains);
    }

    /// <summary>The certificate of a verdict that was given on the same readings.</summary>
    public static Certificate EvidenceOf(StoredVerdict verdict, InstantView view) =>
        SectionCertificate.Of(InputsAt(verdict.At, view, verdict.WaterBody, verdict.TargetClass), verdict.Version);

    // What a stopped or maintained station shows is not the river, also while older values are still within reach.
    private static string? ConditionOf(List<StoredReading> readings)
    {
        var reason = readings.Count > 0 ? MeasuredValue.ReasonOfFlag(readings[0].Reading.Flag) : null;
        return reason is NoVerdictReason.Stopped or NoVerdictReason.Maintenance && readings.TrueForAll(r => MeasuredValue.ReasonOfFlag(r.Reading.Flag) == reason) ? reason : null;
    }
}
