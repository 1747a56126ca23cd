using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Water;
using Monitoring.Contracts;

namespace Monitoring.Storage;

public enum VerdictKind
{
    /// <summary>Water, at one sampling time.</summary>
    Instant = 0,

    /// <summary>Air, one hour; the time is its start.</summary>
    Hour = 1,
}

/// <summary>
/// A verdict of a station at a time: <see cref="Water"/> for an instant, <see cref="Air"/> for an hour. One of class,
/// AQI and reason is there.
/// </summary>
/// <param name="WaterBody">Which limits judged; with the target inside the verdict it makes the evidence independent of later changes of the registry.</param>
/// <param name="CityCode">Which city's editions judged air; null for "elsewhere".</param>
/// <param name="CertificateId">Hash of the evidence; empty while nobody has asked for it and nothing depends on it.</param>
/// <param name="Since">First time of the unbroken run of this reason; set only on a station's latest verdict, when it has no class.</param>
public sealed record StoredVerdict(
    StationId Station,
    VerdictKind Kind,
    DateTimeOffset At,
    WaterVerdict? Water,
    AirVerdict? Air,
    WaterBody WaterBody,
    string? CityCode,
    string CertificateId,
    DateTimeOffset? Since = null)
{
    /// <summary>Version of the calculation that gave it.</summary>
    public string Engine { get; init; } = Certificate.Engine;

    /// <summary>Version of the rules that gave it.</summary>
    public string RuleSet { get; init; } = EditionCatalogue.RuleSet;

    /// <summary>What its certificate is made by: the version that gave it, or this release's where that one can no longer be computed.</summary>
    public CertificateVersion Version => IsReplayable ? new(Engine, RuleSet) : CertificateVersion.Current;

    /// <summary>True when this release can build its certificate again.</summary>
    public bool IsReplayable => CertificateVersion.Replayable.Contains(new CertificateVersion(Engine, RuleSet));

    /// <summary>True when this release gives verdicts by the same calculation and rules.</summary>
    public bool IsOfThisRelease => Engine == Certificate.Engine && RuleSet == EditionCatalogue.RuleSet;

    public int? Class => Water?.Class;

    public int? TargetClass => Water?.TargetClass;

    public int? Aqi => Air?.Aqi;

    /// <summary>Why there is no verdict (<see cref="Compliance.Quality.NoVerdictReason"/>).</summary>
    public string? Reason => Water?.Reason ?? Air?.Reason;

    /// <summary>True when both say the same to a reader, whatever evidence they rest on.</summary>
    public bool SaysTheSameAs(StoredVerdict? other) =>
        other is not null && Class == other.Class && TargetClass == other.TargetClass && Aqi == other.Aqi && Reason == other.Reason;
}
