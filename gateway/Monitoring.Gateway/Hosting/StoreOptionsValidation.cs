using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Uplink;

namespace Monitoring.Gateway.Hosting;

/// <summary>What a configuration may say about the files and the uplink; each refusal names its key.</summary>
internal static class StoreOptionsValidation
{
    // Polly's own lower bound.
    private static readonly TimeSpan ShortestBreak = TimeSpan.FromMilliseconds(500);

    public static void Validated(this OptionsBuilder<DeviceOptions> options) => options
        .Validate(o => o.MaxAutoRegistered >= 0, "Devices:MaxAutoRegistered must not be negative")
        .ValidateOnStart();

    public static void Validated(this OptionsBuilder<SpoolOptions> options) => options
        .Validate(o => o.MaxBytes >= 1024 * 1024, "Spool:MaxBytes must be at least 1048576 (1 MB)")
        .Validate(o => o.QueueLength > 0, "Spool:QueueLength must be at least 1")
        .ValidateOnStart();

    public static void Validated(this OptionsBuilder<QuarantineOptions> options) => options
        .Validate(o => o.MaxMessageBytes > 0, "Quarantine:MaxMessageBytes must be at least 1")
        .Validate(o => o.MaxRows > 0 && o.MaxPerDeviceAndReason > 0, "Quarantine: MaxRows and MaxPerDeviceAndReason must be at least 1")
        .Validate(o => o.MaxBytes >= o.MaxMessageBytes, "Quarantine:MaxBytes must hold at least one message of Quarantine:MaxMessageBytes")
        .Validate(o => o.MaxParkedBytes >= 0 && o.MaxAcknowledgedBytes >= 0 && o.RefreshAfter >= TimeSpan.Zero, "Quarantine: MaxParkedBytes, MaxAcknowledgedBytes and RefreshAfter must not be negative")
        .ValidateOnStart();

    public static void Validated(this OptionsBuilder<UplinkOptions> options) => options
        .Validate(o => o.Url is null or { IsAbsoluteUri: true, Scheme: "http" or "https" }, "Uplink:Url must be an http or https address, such as http://localhost:8080")
        .Validate(o => o.MaxBatchRows > 0 && o.MaxBatchBytes > 0, "Uplink: MaxBatchRows and MaxBatchBytes must be at least 1")
        .Validate(o => o.FirstPause > TimeSpan.Zero && o.MaxPause >= o.FirstPause, "Uplink:FirstPause must be longer than zero and not above Uplink:MaxPause")
        .Validate(o => o.AttemptTimeout >= TimeSpan.FromSeconds(1) && o.TotalTimeout >= o.AttemptTimeout, "Uplink:AttemptTimeout must be at least a second and not above Uplink:TotalTimeout")
        .Validate(o => o.TotalTimeout <= TimeSpan.FromHours(1), "Uplink:TotalTimeout must be up to an hour")
        .Validate(o => o.BreakDuration >= ShortestBreak && o.BreakDuration <= TimeSpan.FromHours(1), "Uplink:BreakDuration must be half a second to an hour")
        .ValidateOnStart();
}
