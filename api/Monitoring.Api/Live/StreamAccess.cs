using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Monitoring.Api.Auth;

namespace Monitoring.Api.Live;

/// <summary>Whether the listener of an open stream would be let in now: its account, token or the rule for reading without a login may have ended.</summary>
internal static class StreamAccess
{
    public static async Task<bool> IsAllowed(HttpContext context)
    {
        // A scope of its own: the request's remembers how it was answered when the stream was opened.
        await using var scope = context.RequestServices.CreateAsyncScope();
        var handlers = scope.ServiceProvider.GetRequiredService<IAuthenticationHandlerProvider>();
        var handler = await handlers.GetHandlerAsync(context, BearerHandler.SchemeName)
            ?? throw new InvalidOperationException($"there is no scheme {BearerHandler.SchemeName}");
        var login = await handler.AuthenticateAsync();
        var permissions = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();
        return (await permissions.AuthorizeAsync(login.Principal ?? new(), context, Permissions.Read)).Succeeded;
    }
}
