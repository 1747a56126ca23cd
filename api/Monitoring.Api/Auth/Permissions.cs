using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;

namespace Monitoring.Api.Auth;

/// <summary>The policies that endpoints name. Every person reads; an admin does what people do.</summary>
internal static class Permissions
{
    public const string Read = "read";
    public const string InstallDevices = "install-devices";
    public const string DescribeStations = "describe-stations";
    public const string HandleAlerts = "handle-alerts";
    public const string Administer = "administer";
    public const string Deliver = "deliver";
    public const string LoggedIn = "logged-in";

    public static AuthorizationBuilder AddPermissions(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(Read, p => p.AddRequirements(new ReadRequirement()))
        .AddPolicy(InstallDevices, p => p.RequireRole(Roles.Technician, Roles.Admin))
        .AddPolicy(DescribeStations, p => p.RequireRole(Roles.Officer, Roles.Admin))
        .AddPolicy(HandleAlerts, p => p.RequireRole(Roles.Officer, Roles.Admin))
        .AddPolicy(Administer, p => p.RequireRole(Roles.Admin))
        .AddPolicy(Deliver, p => p.RequireRole(Roles.Gateway))
        .AddPolicy(LoggedIn, p => p.RequireRole(Roles.OfPeople));

    /// <summary>The name under which the audit keeps this request.</summary>
    public static string Actor(this ClaimsPrincipal user) => user.Identity?.Name ?? "anonymous";
}

internal sealed class ReadRequirement : IAuthorizationRequirement;

internal sealed class ReadRequirementHandler(AnonymousReading anonymous) : AuthorizationHandler<ReadRequirement>
{
    protected override async Task HandleRequirementAsync(AuthorizationHandlerContext context, ReadRequirement requirement)
    {
        var isPerson = Roles.OfPeople.Any(context.User.IsInRole);
        if (isPerson || (context.Resource is HttpContext request && await anonymous.IsAllowed(request)))
        {
            context.Succeed(requirement);
        }
    }
}
