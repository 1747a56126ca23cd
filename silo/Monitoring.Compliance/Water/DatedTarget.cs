namespace Monitoring.Compliance.Water;

/// <summary>A class that is demanded of a section on some days (HuanBan [2011] 22).</summary>
/// <param name="Basis"><c>assessment</c> (考核目标) or <c>function-zone</c> (功能类别).</param>
/// <param name="Class">1 to 5.</param>
/// <param name="From">First Beijing day; null is open.</param>
/// <param name="To">Last Beijing day; null is open.</param>
public sealed record DatedTarget(string Basis, int Class, DateOnly? From, DateOnly? To)
{
    /// <summary>True on the days from <see cref="From"/> to <see cref="To"/>.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || day >= From) && (To is null || day <= To);
}

/// <summary>One target beside the class of a period (HuanBan [2011] 22).</summary>
/// <param name="Target">The target.</param>
/// <param name="Met">True when the class is the target or better; null without a class.</param>
public sealed record TargetOutcome(DatedTarget Target, bool? Met);

/// <summary>Whether a section meets its targets (HuanBan [2011] 22, section 3: a report names which target it uses).</summary>
public static class SectionTargets
{
    /// <summary>
    /// Each target that holds on the period's first day, by basis, with whether the class (1 to 6; null for none) meets it
    /// (HuanBan [2011] 22). A target that is no class 1 to 5 is none.
    /// </summary>
    public static IReadOnlyList<TargetOutcome> Of(int? waterClass, IEnumerable<DatedTarget> targets, DateOnly date)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return
        [
            .. targets.Where(t => t.HoldsOn(date) && t.Class is >= 1 and <= 5)
                .OrderBy(t => t.Basis, StringComparer.Ordinal).ThenBy(t => t.From).ThenBy(t => t.Class)
                .Select(t => new TargetOutcome(t, waterClass is { } c ? c <= t.Class : null)),
        ];
    }
}
