using Microsoft.Extensions.Logging;
using Monitoring.Contracts;

namespace Monitoring.Gateway.Spool;

/// <summary>The durable queue between doors and uplink.</summary>
public sealed class TelemetrySpool : IAsyncDisposable
{
    /// <summary>Counted for each row beside its bytes: key, times, station and the page's share.</summary>
    public const int RowOverheadBytes = 64;

    private TelemetrySpool(string gatewayId) => GatewayId = gatewayId;

    /// <summary>Made when the file was made, and kept in it.</summary>
    public string GatewayId { get; }

    public SpoolStatus Status => throw new NotSupportedException("follows");

    public static Task<TelemetrySpool> Open(string path, SpoolOptions options, TimeProvider clock, ILogger? logger = null) => throw new NotSupportedException("follows");

    /// <summary>
    /// Takes a message; completes after the commit (and its sync) that holds it, with its sequence. The token ends only the
    /// wait for a place in the queue: a message that was queued is stored.
    /// </summary>
    /// <exception cref="SpoolFullException">Nothing was stored: do not acknowledge.</exception>
    /// <exception cref="GatewayException">The disk refused: nothing was stored, do not acknowledge.</exception>
    public ValueTask<long> Append(Telemetry telemetry, CancellationToken cancellationToken) => throw new NotSupportedException("follows");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
