using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Gateway.Devices;
using Monitoring.Storage;

namespace Monitoring.Api.Devices;

/// <summary>Which devices the gateway of this process lets in.</summary>
internal static class DeviceEndpoints
{
    public static void MapDevices(this IEndpointRouteBuilder app)
    {
        var devices = app.MapGroup("/api/v1/devices").WithTags("Devices").RequireAuthorization(Permissions.InstallDevices);
        devices.MapGet("", List).WithName("listDevices").WithSummary("Registered devices by MN");
        devices.MapPost("", Register).WithName("registerDevice")
            .WithSummary("Register a device and its station in one step")
            .WithDescription("Also changes the password, the station, the check (crc) or the minute interval of a registered MN. Without stationId the station takes the MN as its id.");
    }

    private static Results<Ok<Page<DeviceResponse>>, ProblemHttpResult> List(string? cursor, int? limit, DeviceRegistry devices)
    {
        if (!PageLimit.TryRead(limit, out var size))
        {
            return PageLimit.Refused();
        }

        if (!Cursor.TryRead(cursor, out var after))
        {
            return Cursor.Refused();
        }

        var items = devices.All
            .Where(d => after is null || string.CompareOrdinal(d.Mn, after) > 0)
            .OrderBy(d => d.Mn, StringComparer.Ordinal)
            .Take(size + 1)
            .Select(DeviceResponse.Of)
            .ToList();
        return TypedResults.Ok(Cursor.Page(items, size, d => Cursor.Of(d.Mn)));
    }

    private static async Task<Results<Created<DeviceResponse>, ProblemHttpResult>> Register(
        NewDeviceRequest wanted, ClaimsPrincipal actor, DeviceRegistry devices, NewStations stations, Audit audit, CancellationToken cancellationToken)
    {
        if (wanted.Fault() is { } fault)
        {
            return Refusal.BadRequest(fault);
        }

        // Station first: a device whose station nobody entered would be shown nowhere until it delivers.
        await stations.EnterWhenAbsent(wanted, cancellationToken);
        var device = await devices.Register(wanted.By(actor.Actor(), devices.Find(wanted.Mn)), cancellationToken);
        await audit.Add(actor, "device.register", device.Mn, device.Station.Value, cancellationToken);
        return TypedResults.Created((string?)null, DeviceResponse.Of(device));
    }
}
