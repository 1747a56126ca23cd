namespace Monitoring.Simulator.Values;

/// <summary>What a station has measured at one moment (water) or over one hour (air).</summary>
/// <param name="DataTime">Moment of sampling, or start of the hour.</param>
/// <param name="Values">In the order of the frame.</param>
public sealed record Sample(DateTimeOffset DataTime, IReadOnlyList<MeasuredValue> Values);

/// <summary>One value with its mark.</summary>
/// <param name="Code">Parameter code of HJ 212.</param>
/// <param name="Text">The value; null when the logger has none (mark B).</param>
/// <param name="Flag">Data mark.</param>
/// <param name="Min">Lowest within the interval; null for moments.</param>
/// <param name="Max">Highest within the interval; null for moments.</param>
public sealed record MeasuredValue(string Code, string? Text, string Flag, string? Min = null, string? Max = null);
