using Microsoft.Extensions.Diagnostics.HealthChecks;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.SplitUploads;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Api.Health;

/// <summary>The spool takes messages.</summary>
internal sealed class SpoolHealthCheck(TelemetrySpool spool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(spool.Status switch
    {
        { IsWriting: false } => HealthCheckResult.Unhealthy("the last commit failed: disk full or not writable"),
        { IsFull: true, PendingBytes: var pending, MaxBytes: var max } => HealthCheckResult.Unhealthy($"full: {pending} of {max} bytes wait for the backend"),
        { IsNearlyFull: true, PendingBytes: var pending, MaxBytes: var max } => HealthCheckResult.Degraded($"nearly full: {pending} of {max} bytes wait for the backend"),
        { IsDiskShort: true, MaxBytes: var max } => HealthCheckResult.Degraded($"the disk will be full before the spool is: less than a fifth of {max} bytes (Spool:MaxBytes) would find room"),
        { File.Damage: { } damage } => HealthCheckResult.Degraded($"the file was damaged and is replaced; {damage.RowsKept} messages were kept, the damaged file is {damage.MovedTo}"),
        { Check.Altered: > 0 and var altered } => HealthCheckResult.Degraded($"{altered} messages are not what was stored; the disk changes bytes"),
        _ => HealthCheckResult.Healthy(),
    });
}

/// <summary>The quarantine takes what must be kept for good.</summary>
internal sealed class QuarantineHealthCheck(QuarantineStore quarantine) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(quarantine.Status switch
    {
        { IsWriting: false } => HealthCheckResult.Unhealthy("the last commit failed: disk full or not writable"),
        { IsDiskShort: true } status => HealthCheckResult.Degraded($"the disk has no room beside the spool's: {status.NotKept.Values.Sum()} refused messages were only counted since the start, and refused ones that devices believe safe wait"),
        { IsNearlyFull: true } status => HealthCheckResult.Degraded(
            $"nearly full: {status.ParkedBytes} of {status.MaxParkedBytes} bytes of rows that the backend refused, {status.AcknowledgedBytes} of {status.MaxAcknowledgedBytes} bytes of acknowledged messages; replay them after removing the cause"),
        { File.Damage: { } damage } => HealthCheckResult.Degraded($"the file was damaged and is replaced; {damage.RowsKept} messages were kept, the damaged file is {damage.MovedTo}"),
        _ => HealthCheckResult.Healthy(),
    });
}

/// <summary>Packets of split uploads can be kept.</summary>
internal sealed class PacketsHealthCheck(PacketStore packets) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(packets switch
    {
        { IsWriting: false } => HealthCheckResult.Unhealthy("the last commit failed: disk full or not writable"),
        { File.Damage: { } damage } => HealthCheckResult.Degraded($"the file was damaged and is replaced; {damage.RowsKept} packets were kept, the damaged file is {damage.MovedTo}"),
        _ => HealthCheckResult.Healthy(),
    });
}

/// <summary>The backend answers the uplink.</summary>
internal sealed class UplinkHealthCheck(UplinkWorker uplink) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken) => Task.FromResult(
        uplink.Status.LastFailure is { } failure ? HealthCheckResult.Unhealthy(failure) : HealthCheckResult.Healthy());
}
