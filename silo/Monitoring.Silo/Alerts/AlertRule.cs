using System.Text.Json.Serialization;
using Monitoring.Compliance.Editions;
using Monitoring.Storage.Alerts;

namespace Monitoring.Silo.Alerts;

/// <summary>How far a rule for alerts has a source outside this project.</summary>
public enum AlertRuleState
{
    /// <summary>A published rule.</summary>
    Verified = 0,

    /// <summary>This project's own; no standard stands behind it.</summary>
    Design = 1,
}

/// <summary>One edition of the rule for a kind of alert, as its file states it. A released file is never edited; a changed rule is a new file.</summary>
/// <param name="Id">The file's name; every alert names the edition that raised it.</param>
/// <param name="Validity">Beijing days of sampling on which it holds.</param>
/// <param name="ResolveAfter">Values at the target running with which the cause has ended.</param>
public sealed record AlertRule(
    string Id,
    string Kind,
    AlertRuleState State,
    Validity Validity,
    string Source,
    string Note,
    int ResolveAfter,
    IReadOnlyList<AlertCondition> Conditions)
{
    /// <summary>How many values of a run any condition looks at.</summary>
    [JsonIgnore]
    public int Memory { get; } = Conditions.Select(c => c.Running).DefaultIfEmpty(1).Max();
}

/// <summary>A level and what must hold of the newest bad values of a run; what is absent demands nothing.</summary>
/// <param name="Clause">The condition in words.</param>
/// <param name="Running">So many values running.</param>
/// <param name="Raises">False when it only escalates.</param>
/// <param name="ClassAtLeast">Each of the values is of this class or a worse one.</param>
/// <param name="Toxic">Each has such an item among its worst.</param>
/// <param name="Item">Each has this item among its worst …</param>
/// <param name="Below">… and below this number.</param>
/// <param name="RisePercent">The newest is by more than this above an earlier bad value of the same item …</param>
/// <param name="WithinHours">… of so many hours.</param>
public sealed record AlertCondition(
    AlertLevel Level,
    string Clause,
    int Running,
    bool Raises = false,
    int? ClassAtLeast = null,
    bool Toxic = false,
    string? Item = null,
    decimal? Below = null,
    int? RisePercent = null,
    int? WithinHours = null);
