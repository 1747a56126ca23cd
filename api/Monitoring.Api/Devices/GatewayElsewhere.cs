using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Auth;

namespace Monitoring.Api.Devices;

/// <summary>What stands at the addresses of devices and quarantine when every gateway is a process of its own.</summary>
internal static class GatewayElsewhere
{
    public static void MapGatewayElsewhere(this IEndpointRouteBuilder app)
    {
        foreach (var address in new[] { "/api/v1/devices", "/api/v1/quarantine" })
        {
            app.Map(address + "/{**rest}", Refuse).RequireAuthorization(Permissions.InstallDevices).ExcludeFromDescription();
        }
    }

    private static ProblemHttpResult Refuse() => TypedResults.Problem(
        "this process has no gateway: devices and quarantine are with the gateway that the device connects to", statusCode: StatusCodes.Status501NotImplemented);
}
