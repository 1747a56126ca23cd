using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>Sources of drinking water: table 1 to class III, tables 2 and 3 to their limits (GB 3838-2002; the reports' practice from knowledge).</summary>
public static class SourceWaterAssessment
{
    private const int MultipleDecimals = 2;

    /// <summary>
    /// Judges a source by the edition of the period's first day (GB 3838-2002 tables 1 to 3). Values of table 1 are rounded to their
    /// assessment decimals first, those of tables 2 and 3 compared as they are.
    /// </summary>
    public static SourceWaterVerdict Assess(SourceWaterInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var editions = EditionCatalogue.Default.SourceWater;
        return Judge(inputs, inputs.WhatIf is { } id
            ? editions.FirstOrDefault(e => e.Id == id)
            : editions.LastOrDefault(e => e.Sources.StateOn(inputs.Period.Date) is not RuleState.Expired));
    }

    internal static SourceWaterVerdict Judge(SourceWaterInputs inputs, SourceWaterEdition? edition)
    {
        var verdict = new SourceWaterVerdict { Edition = edition?.Id, WhatIf = inputs.WhatIf };
        if (edition is null)
        {
            return verdict with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        var rows = RowsOf(edition, isYear: inputs.Period.Kind is PeriodKind.Year);
        var given = inputs.Values.GroupBy(v => CodeOf(v.Key, edition)).ToDictionary(g => g.Key ?? "", g => g.ToList(), StringComparer.Ordinal);
        var judged = rows.ConvertAll(r => Outcome(r, given.GetValueOrDefault(r.Code), inputs.WaterBody, edition));
        var missing = judged.Where(j => j.Reason is not null).Select(j => new MissingItem(j.Code, j.Reason!)).ToList();
        var exceeding = judged.Select(j => j.Excess).OfType<SourceWaterExcess>().ToList();
        return verdict with
        {
            Clauses = [$"{edition.TableOne.Standard} tables 1 to 3", edition.Sources.Assessment.Clause],
            RuleState = WaterChoice.Weakest(edition.Sources.StateOn(inputs.Period.Date), edition.Sources.Assessment.State),
            Attained = exceeding.Count > 0 ? false : missing.Count == 0 ? true : null,
            Reason = exceeding.Count == 0 && missing.Count > 0 ? missing.Count == rows.Count ? NoVerdictReason.TooFewData : NoVerdictReason.ItemMissing : null,
            Exceeding = exceeding,
            Scope = rows.Count,
            Measured = rows.Count - missing.Count,
            Missing = missing,
            Apart = [.. judged.Select(j => j.Apart).OfType<ItemApart>()],
            Unknown = [.. given.GetValueOrDefault("", []).Select(v => v.Key).Order(StringComparer.Ordinal)],
            Steps = [.. judged.Where(j => j.Compared is not null).Select(j => new CalculationStep(j.Code, "compared", j.Compared!.Value))],
        };
    }

    private sealed record Row(string Code, WaterItem? TableOne, SourceWaterItem? Single);

    private sealed record Judged(string Code, string? Reason = null, decimal? Compared = null, SourceWaterExcess? Excess = null, ItemApart? Apart = null);

    private static List<Row> RowsOf(SourceWaterEdition edition, bool isYear) =>
    [
        .. edition.TableOne.Items.Where(i => isYear || !edition.Sources.NotMonthly.Contains(i.Code)).Select(i => new Row(i.Code, i, null)),
        .. edition.Sources.Items.Where(i => isYear || i.Monthly).Select(i => new Row(i.Code, null, i)),
    ];

    private static string? CodeOf(string name, SourceWaterEdition edition) => edition.InTableOne(name)?.Code ?? edition.Sources.Find(name)?.Code;

    private static Judged Outcome(Row row, List<KeyValuePair<string, string>>? values, WaterBody body, SourceWaterEdition edition)
    {
        if (values is not [var one])
        {
            return new Judged(row.Code, values is null ? NoVerdictReason.Missing : NoVerdictReason.Ambiguous);
        }

        var lowest = row.TableOne?.Possible?[0] ?? (row.TableOne?.Direction is LimitDirection.None ? -50 : 0);
        var read = MeasuredValue.Read(one.Value, flag: null, lowest, row.TableOne?.Possible?[1]);
        return read.Number is not { } number ? new Judged(row.Code, read.Reason)
            : row.Single is { } single ? OfSingle(single, number)
            : OfTableOne(row.TableOne!, number, body, edition.Sources);
    }

    private static Judged OfSingle(SourceWaterItem item, decimal value) => new(
        item.Code, Compared: value, Excess: value <= item.Limit ? null : new SourceWaterExcess(item.Code, item.NameZh, item.Table, value, item.Limit, Multiple((value - item.Limit) / item.Limit)));

    private static Judged OfTableOne(WaterItem item, decimal value, WaterBody body, SourceWaterLimits rule)
    {
        var compared = Gb8170.Round(value, item.AssessmentDecimals);
        if (SingleFactor.ClassOf(item, body, compared) is not { } waterClass)
        {
            // Water temperature is measured and never judged; so is the total nitrogen of rivers.
            return new Judged(item.Code, Compared: compared);
        }

        if (rule.Apart.Contains(item.Code))
        {
            return new Judged(item.Code, Compared: compared, Apart: new ItemApart(item.Code, compared, waterClass));
        }

        var limit = SingleFactor.LimitOf(item, body, rule.WorstClass);
        var multiple = SingleFactor.MultipleOf(item, compared, limit);
        return new Judged(item.Code, Compared: compared, Excess: waterClass <= rule.WorstClass ? null
            : new SourceWaterExcess(item.Code, item.NameZh, 1, compared, limit, multiple is { } m ? Multiple(m) : null));
    }

    private static decimal Multiple(decimal exact) => Gb8170.RoundPlain(exact, MultipleDecimals);
}
