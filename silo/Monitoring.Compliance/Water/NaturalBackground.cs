namespace Monitoring.Compliance.Water;

/// <summary>A dated record that an item's excess at a section is natural (自然本底), such as fluoride of the bedrock (HuanBan [2011] 22).</summary>
/// <param name="Item">Short code or the ministry's code.</param>
/// <param name="From">First Beijing day; null is open.</param>
/// <param name="To">Last Beijing day; null is open.</param>
/// <param name="Source">The document that grants it.</param>
public sealed record BackgroundExemption(string Item, DateOnly? From, DateOnly? To, string Source)
{
    /// <summary>True on the days from <see cref="From"/> to <see cref="To"/>.</summary>
    public bool HoldsOn(DateOnly day) => (From is null || day >= From) && (To is null || day <= To);
}

/// <summary>A section's verdict with every item, and without those whose excess is natural (HuanBan [2011] 22).</summary>
/// <param name="WithBackground">As measured.</param>
/// <param name="WithoutBackground">Without the exempt items; null when no exemption holds.</param>
public sealed record BackgroundVerdict(WaterVerdict WithBackground, WaterVerdict? WithoutBackground);

/// <summary>Natural-background exemptions (HuanBan [2011] 22; the practice of the ministry's lists, from knowledge): both verdicts always stand side by side.</summary>
public static class NaturalBackground
{
    /// <summary>Judges a section twice. An exemption speaks for the period on whose first day it holds (HuanBan [2011] 22).</summary>
    public static BackgroundVerdict Assess(SectionInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var measured = SectionAssessment.Assess(inputs with { NaturalBackground = [] });
        return new BackgroundVerdict(measured, inputs.NaturalBackground.Any(e => e.HoldsOn(inputs.Period.Date)) ? SectionAssessment.Assess(inputs) : null);
    }
}
