using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Monitoring.Api.Auth;
using Monitoring.Api.Demo;
using Monitoring.Api.Hosting;
using Monitoring.Gateway.Hosting;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.About;

/// <param name="Version">Of the program.</param>
/// <param name="Hj212">Where HJ 212 devices connect; null when every gateway is a process of its own.</param>
/// <param name="Mqtt">Where MQTT devices connect; null likewise.</param>
/// <param name="Demo">True when simulated devices play the whole fleet, or ever did in this data folder: then the data of every station is simulated, also of those with real names.</param>
/// <param name="Speed">How many times faster than real time the simulated devices live until they have caught up; null without them.</param>
internal sealed record SystemResponse(string Version, string? Hj212, string? Mqtt, bool Demo, int? Speed);

/// <summary>What the page tells a technician who has nothing connected yet.</summary>
internal static class SystemEndpoints
{
    public static void MapSystem(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/system", Describe)
        .RequireAuthorization(Permissions.Read).WithTags("Health").WithName("describeSystem").WithSummary("Version, the doors of devices, and whether the data are a demonstration");

    private static Ok<SystemResponse> Describe(HttpDoor http, DataFolder folder, IOptions<DemoOptions> demo, [FromServices] GatewayEndpoints? gateway = null)
    {
        var endpoints = EndpointsFile.Of(http.Address, gateway);
        return TypedResults.Ok(new SystemResponse(typeof(Program).Assembly.GetName().Version!.ToString(3), endpoints.Hj212, endpoints.Mqtt, DemoMark.IsIn(folder.Path), demo.Value.Enabled ? demo.Value.Speed : null));
    }
}
