using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Silo.Access;

namespace Monitoring.Silo.Http;

/// <summary>Who may do what at the silo's own door: gateways deliver with their token, APIs do everything with the key of the data folder.</summary>
internal static class DoorAccess
{
    private const string Prefix = "Bearer ";

    /// <summary>For APIs only.</summary>
    public static TBuilder NeedsKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Needs((_, key, token) => Task.FromResult(key.Is(token)));

    /// <summary>For gateways, and for APIs that pass on what gateways sent them.</summary>
    public static TBuilder NeedsGatewayOrKey<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Needs(async (request, key, token) => ApiTokens.HasForm(token)
            ? await request.RequestServices.GetRequiredService<ApiTokens>().Find(token, request.RequestAborted) is { Role: ApiTokens.Gateway }
            : key.Is(token));

    /// <summary>For any program with a token; without one from this machine, while the door is open to no other.</summary>
    public static TBuilder NeedsTokenFromElsewhere<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.Needs(async (request, key, token) =>
            (token.Length == 0 && IsLocal(request))
            || (ApiTokens.HasForm(token) ? await request.RequestServices.GetRequiredService<ApiTokens>().Find(token, request.RequestAborted) is not null : key.Is(token)));

    private static TBuilder Needs<TBuilder>(this TBuilder endpoint, Func<HttpContext, SiloKey, string, Task<bool>> mayEnter)
        where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter(async (call, next) =>
        {
            var context = call.HttpContext;
            var header = context.Request.Headers.Authorization.ToString();
            var token = header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) ? header[Prefix.Length..].Trim() : "";
            return await mayEnter(context, context.RequestServices.GetRequiredService<SiloKey>(), token)
                ? await next(call)
                : TypedResults.Problem("this door needs a gateway's token, or the key of its data folder", statusCode: StatusCodes.Status401Unauthorized);
        });

    private static bool IsLocal(HttpContext context) =>
        context.Connection is { LocalIpAddress: { } local, RemoteIpAddress: { } peer } && IPAddress.IsLoopback(local) && IPAddress.IsLoopback(peer)
        && !context.Request.Headers.ContainsKey("Forwarded") && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
