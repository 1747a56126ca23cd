namespace Monitoring.Gateway.Uplink;

/// <summary>The backend could not be reached, failed or is full; the same batch may be taken later.</summary>
public sealed class IngestUnavailableException(string message, TimeSpan? retryAfter = null, Exception? inner = null)
    : GatewayException(message, inner)
{
    /// <summary>How long the backend asks to be left alone.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}
