namespace Monitoring.Silo.Alerts;

/// <summary>When alerts are raised.</summary>
public sealed class AlertOptions
{
    public const string Section = "Alerts";

    /// <summary>
    /// A file of the form of <c>Alerts/Rules/section-above-target-2026.json</c> that takes its place: other numbers of values
    /// running, other levels. Give it an id of its own: every alert names the edition that raised it. Empty takes the release's own.
    /// </summary>
    public string RuleFile { get; set; } = "";
}
