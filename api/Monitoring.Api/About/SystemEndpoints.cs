using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Auth;
using Monitoring.Api.Hosting;
using Monitoring.Gateway.Hosting;

namespace Monitoring.Api.About;

/// <param name="Version">Of the program.</param>
/// <param name="Hj212">Where HJ 212 devices connect.</param>
/// <param name="Mqtt">Where MQTT devices connect.</param>
internal sealed record SystemResponse(string Version, string Hj212, string Mqtt);

/// <summary>What the page tells a technician who has nothing connected yet.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/system", Describe)
        .RequireAuthorization(Permissions.Read).WithTags("Health").WithName("describeSystem").WithSummary("Version and the doors of devices");

    private static Ok<SystemResponse> Describe(GatewayEndpoints gateway, HttpDoor http)
    {
        var endpoints = EndpointsFile.Of(http.Address, gateway.Hj212!, gateway.Mqtt!);
        return TypedResults.Ok(new SystemResponse(typeof(Program).Assembly.GetName().Version!.ToString(3), endpoints.Hj212, endpoints.Mqtt));
    }
}
