using System.Net;
using Microsoft.Extensions.Options;
using Monitoring.Api.Hosting;

namespace Monitoring.Api.Auth;

/// <summary>
/// When a request may read without a login: everything listens on loopback alone, the request came from this machine
/// and not through a proxy, nobody presents a token (a wrong one is an error, not an anonymous reader), there is one
/// account at most, and <c>Auth:Required</c> is not set.
/// </summary>
internal sealed class AnonymousReading(IOptions<ServeOptions> serve, IOptions<AuthOptions> auth, Accounts accounts)
{
    public async Task<bool> IsAllowed(HttpContext request) =>
        !auth.Value.Required
        && IPAddress.IsLoopback(serve.Value.Address)
        && request.Connection.RemoteIpAddress is { } peer && IPAddress.IsLoopback(peer)
        && !request.Request.Headers.ContainsKey("Authorization")
        && !IsForwarded(request.Request.Headers)
        && (await accounts.All(request.RequestAborted)).Count <= 1;

    private static bool IsForwarded(IHeaderDictionary headers) => headers.Keys.Any(name =>
        name.Equals("Forwarded", StringComparison.OrdinalIgnoreCase) || name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase));
}
