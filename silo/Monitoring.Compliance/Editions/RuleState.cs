namespace Monitoring.Compliance.Editions;

/// <summary>How far the text of a rule was confirmed, and whether it was in force on the day it was applied to.</summary>
public enum RuleState
{
    /// <summary>The text was read in an official or in two unrelated sources.</summary>
    Verified = 0,

    /// <summary>The rule is applied, but its text was not confirmed (from knowledge, or no successor was found).</summary>
    Unverified = 1,

    /// <summary>The edition was not in force on the day: it was applied on purpose ("what if").</summary>
    Expired = 2,
}

/// <summary>The days on which a rule is in force, Beijing dates, both ends included.</summary>
/// <param name="From">First day.</param>
/// <param name="To">Last day; null while no successor is known.</param>
public readonly record struct Validity(DateOnly From, DateOnly? To)
{
    /// <summary>True on the days from <see cref="From"/> to <see cref="To"/>.</summary>
    public bool Covers(DateOnly day) => day >= From && (To is null || day <= To);
}
