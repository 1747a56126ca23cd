using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Quality;

namespace Monitoring.Compliance.Water;

/// <summary>One value of a key new pollutant (list of 2023; limits only through GB 3838-2002 table 3).</summary>
public sealed record NewPollutantInputs
{
    /// <summary>Code of the list such as <c>NP-10</c>, or its Chinese name.</summary>
    public required string Pollutant { get; init; }

    /// <summary>The period; its first day chooses list and limits.</summary>
    public required Period Period { get; init; }

    /// <summary>The value in mg/L, in its own digits.</summary>
    public required string Value { get; init; }

    /// <summary>Id of the list that is applied on purpose; null chooses by date.</summary>
    public string? WhatIf { get; init; }
}

/// <summary>What can be said of it (list of 2023; GB 3838-2002 table 3).</summary>
public sealed record NewPollutantVerdict : RuleVerdict
{
    /// <summary>Official Chinese name; null when the list has no such entry.</summary>
    public string? NameZh { get; init; }

    /// <summary>The number that was compared; null when it cannot be read.</summary>
    public decimal? Value { get; init; }

    /// <summary>The limit in mg/L; null where no limit of surface water exists.</summary>
    public decimal? Limit { get; init; }

    /// <summary>True when the value is not above the limit; null without one.</summary>
    public bool? Met { get; init; }
}

/// <summary>Key new pollutants: stored and trended like every parameter, judged only where GB 3838-2002 table 3 has a limit.</summary>
public static class NewPollutants
{
    /// <summary>Judges one value by the list in force on the period's first day (list of 2023; GB 3838-2002 table 3); "no-limit" where there is nothing to hold it against.</summary>
    public static NewPollutantVerdict Assess(NewPollutantInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var lists = EditionCatalogue.Default.NewPollutants;
        return Judge(inputs, inputs.WhatIf is { } id ? lists.Find(id) : lists.InForceOn(inputs.Period.Date));
    }

    internal static NewPollutantVerdict Judge(NewPollutantInputs inputs, NewPollutantList? list)
    {
        var verdict = new NewPollutantVerdict { Edition = list?.Id, WhatIf = inputs.WhatIf };
        if (list is null)
        {
            return verdict with { Reason = WaterChoice.ReasonOf(inputs.WhatIf) };
        }

        verdict = verdict with { Clauses = [list.Clause], RuleState = list.StateOn(inputs.Period.Date) };
        if (list.Find(inputs.Pollutant) is not { } pollutant)
        {
            return verdict with { Reason = NoVerdictReason.UnknownItem };
        }

        var read = MeasuredValue.Read(inputs.Value, flag: null);
        var limits = EditionCatalogue.Default.SourceWater.Select(e => e.Sources).First(s => s.Id == list.Limits);
        var limit = pollutant.LimitOf is { } code ? limits.Find(code) : null;
        return verdict with
        {
            NameZh = pollutant.NameZh,
            Value = read.Number,
            Limit = limit?.Limit,
            Met = limit is not null && read.Number is { } number ? number <= limit.Limit : null,
            Reason = read.Reason ?? (limit is null ? NoVerdictReason.NoLimit : null),
        };
    }
}
