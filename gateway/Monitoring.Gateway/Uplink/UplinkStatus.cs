namespace Monitoring.Gateway.Uplink;

/// <summary>The uplink at one moment.</summary>
/// <param name="LastReceiptAt">When the backend answered last; null before the first receipt.</param>
/// <param name="LastFailure">What went wrong since then; null when nothing did.</param>
public sealed record UplinkStatus(DateTimeOffset? LastReceiptAt, string? LastFailure);
