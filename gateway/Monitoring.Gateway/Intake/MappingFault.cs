using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Intake;

/// <summary>Why a readable message yields no telemetry.</summary>
public sealed record MappingFault(QuarantineReason Reason, string Detail);
