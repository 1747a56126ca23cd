using System.Net;

namespace Monitoring.Gateway.Uplink;

/// <summary>
/// The backend decided against the request: sending it again unchanged gets the same answer. Nothing is settled.
/// </summary>
public sealed class IngestRefusedException(HttpStatusCode status, string detail)
    : GatewayException($"the backend refused the batch ({(int)status}): {detail}")
{
    public HttpStatusCode Status => status;

    /// <summary>
    /// True when the refusal is about what is in the batch, so that a smaller batch may be taken; false when it is about
    /// the gateway (token, address), where every batch meets the same.
    /// </summary>
    public bool IsAboutContent => status is HttpStatusCode.BadRequest or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;
}
