using Monitoring.Contracts;

namespace Monitoring.Storage;

public enum VerdictKind
{
    /// <summary>Water, at one sampling time.</summary>
    Instant = 0,

    /// <summary>Air, one hour; the time is its start.</summary>
    Hour = 1,
}

/// <summary>An item that decides a verdict: the worst one of water, a primary pollutant of air.</summary>
/// <param name="Value">In the device's digits.</param>
/// <param name="Limit">What it exceeds, or null.</param>
/// <param name="Multiple">By how many times the limit it exceeds, or null.</param>
public sealed record LimitingItem(string Code, string Value, string? Limit, string? Multiple);

/// <summary>What a verdict says beside its class or AQI; short, kept with every verdict row.</summary>
/// <param name="Items">How many items took part.</param>
/// <param name="Missing">Codes that should have and did not.</param>
/// <param name="SubIndices">Air: IAQI per parameter code; empty for water.</param>
public sealed record VerdictDetail(
    IReadOnlyList<LimitingItem> Limiting,
    int Items,
    IReadOnlyList<string> Missing,
    IReadOnlyDictionary<string, int> SubIndices)
{
    public static readonly VerdictDetail None = new([], 0, [], new Dictionary<string, int>());
}

/// <summary>
/// A verdict of a station at a time. Exactly one of <paramref name="Class"/>, <paramref name="Aqi"/> and
/// <paramref name="Reason"/> is set.
/// </summary>
/// <param name="Class">Water: 1 to 5, 6 is worse than V.</param>
/// <param name="TargetClass">Water: what was demanded on that day.</param>
/// <param name="Reason">Why there is no verdict: stopped, maintenance, calibrating, fault, too-few-data, no-data, not-assessable.</param>
/// <param name="Standard">Edition that judged.</param>
/// <param name="CertificateId">Hash of the evidence.</param>
/// <param name="Since">First time of the unbroken run of this reason; set only on the latest verdict without class.</param>
public sealed record StoredVerdict(
    StationId Station,
    VerdictKind Kind,
    DateTimeOffset At,
    int? Class,
    int? TargetClass,
    int? Aqi,
    string? Reason,
    string Standard,
    VerdictDetail Detail,
    string CertificateId,
    DateTimeOffset? Since = null)
{
    public bool? Met => Class is { } c && TargetClass is { } t ? c <= t : null;
}
