using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Desk;

/// <summary>The desk of a running gateway, for the commands of the same release: HTTP on <see cref="DeskSocket"/> and nowhere else.</summary>
internal static class DeskDoor
{
    public const string Root = "/desk";
    public const string Devices = Root + "/devices";
    public const string Quarantine = Root + "/quarantine";
    public const string Replay = Quarantine + "/replay";

    public static IServiceCollection AddDesk(this IServiceCollection services) => services
        .AddSingleton<IDeviceDesk, DeviceDesk>()
        .AddSingleton<IQuarantineDesk, QuarantineDesk>()
        .Configure<SocketTransportOptions>(transport => transport.CreateBoundListenSocket = DeskSocket.Bind);

    /// <param name="kestrel">Of the gateway's host.</param>
    /// <param name="folder">Of the gateway's files.</param>
    public static void ListenDesk(this KestrelServerOptions kestrel, string folder)
    {
        // The files' locks first: another gateway may own the folder, and then the socket there is its.
        kestrel.ApplicationServices.GetRequiredService<GatewayStores>();
        var path = DeskSocket.In(folder);
        if (DeskSocket.Claim(path) is { } why)
        {
            kestrel.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DeskDoor))
                .LogWarning("No socket can be made at {Path} ({Why}): the commands device and quarantine reach this gateway only while it is stopped", path, why);
            return;
        }

        kestrel.ListenUnixSocket(path);
    }

    public static void MapDesk(this WebApplication app)
    {
        app.Use(OnItsSocketOnly);
        var desk = app.MapGroup("").AddEndpointFilter(Failure);
        desk.MapGet(Root, () => TypedResults.NoContent());
        desk.MapGet(Devices, (IDeviceDesk devices, CancellationToken gone) => devices.List(gone));
        desk.MapPost(Devices, Register);
        desk.MapGet(Quarantine, (long? before, IQuarantineDesk quarantine, CancellationToken gone) => quarantine.List(before, gone));
        desk.MapPost(Quarantine + "/{id:long}/replay", One);
        desk.MapPost(Replay, (ReplayChoice choice, long after, IQuarantineDesk quarantine, CancellationToken gone) => quarantine.Replay(choice, after, gone));
    }

    private static async Task<Results<Ok<DeviceResponse>, ProblemHttpResult>> Register(NewDeviceRequest wanted, IDeviceDesk devices, CancellationToken gone) =>
        wanted.Fault() is { } fault
            ? TypedResults.Problem(fault, statusCode: StatusCodes.Status400BadRequest)
            : TypedResults.Ok(await devices.Register(wanted, gone));

    private static async Task<Results<Ok<QuarantineItem>, NotFound>> One(long id, IQuarantineDesk quarantine, CancellationToken gone) =>
        await quarantine.Replay(id, gone) is { } item ? TypedResults.Ok(item) : TypedResults.NotFound();

    // Health answers on a port of this machine, which every user of it reaches: what is asked there is never answered here, nor the other way.
    private static Task OnItsSocketOnly(HttpContext context, RequestDelegate next)
    {
        var isAtTheDesk = context.Features.Get<IConnectionSocketFeature>()?.Socket.AddressFamily is AddressFamily.Unix;
        if (isAtTheDesk == context.Request.Path.StartsWithSegments(Root, StringComparison.Ordinal))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async ValueTask<object?> Failure(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (GatewayException e)
        {
            return TypedResults.Problem(e.Message, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
