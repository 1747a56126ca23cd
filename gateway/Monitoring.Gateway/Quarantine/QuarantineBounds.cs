using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Quarantine;

/// <summary>The bounds of the quarantine, and when they are told to be near.</summary>
internal sealed class QuarantineBounds(QuarantineOptions options)
{
    private const string NoMore = "no more is taken; remove their causes and replay them";
    private const string OldestOut = "the sender with the most gives up its oldest";

    private readonly NearBound parked = new("bytes of parked rows", options.MaxParkedBytes, $"{NoMore} (Quarantine:MaxParkedBytes)");
    private readonly NearBound acknowledged = new("bytes of acknowledged messages", options.MaxAcknowledgedBytes, $"{NoMore} (Quarantine:MaxAcknowledgedBytes)");
    private readonly NearBound bytes = new("bytes of refused messages", options.MaxBytes, $"{OldestOut} (Quarantine:MaxBytes)");
    private readonly NearBound rows = new("refused messages", options.MaxRows, $"{OldestOut} (Quarantine:MaxRows)");

    public void Watch(long parkedBytes, long acknowledgedBytes, QuarantineLedger evidence, ILogger logger)
    {
        parked.Watch(parkedBytes, logger);
        acknowledged.Watch(acknowledgedBytes, logger);
        bytes.Watch(evidence.Bytes, logger);
        rows.Watch(evidence.Count, logger);
    }
}
