using Monitoring.Storage;

namespace Monitoring.Silo.Alerts;

/// <summary>What the rule looks at of a verdict.</summary>
/// <param name="Bad">Set when it is worse than its target.</param>
/// <param name="IsGood">True when it is at its target; neither, when nothing is known.</param>
public readonly record struct FollowedVerdict(DateTimeOffset At, BadValue? Bad, bool IsGood)
{
    public static FollowedVerdict Of(StoredVerdict verdict) => verdict.Water is { Class: { } worst, Met: { } met } water
        ? new FollowedVerdict(verdict.At, met ? null : new BadValue(verdict.At, worst, [.. water.Limiting.Select(i => new WorstItem(i.Code, i.Value, i.Limit, i.Multiple))], verdict.CertificateId), met)
        : new FollowedVerdict(verdict.At, Bad: null, IsGood: false);
}
