using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Gateway.Quarantine;
using Monitoring.Storage;

namespace Monitoring.Api.Quarantine;

/// <summary>What the gateway of this process did not take, and why. The bytes hold device passwords: for technicians only.</summary>
internal static class QuarantineEndpoints
{
    public static void MapQuarantine(this IEndpointRouteBuilder app)
    {
        var quarantine = app.MapGroup("/api/v1/quarantine").WithTags("Quarantine").RequireAuthorization(Permissions.InstallDevices);
        quarantine.MapGet("", List).WithName("listQuarantine").WithSummary("Refused messages, newest first");
        quarantine.MapGet("/{id:long}", Find).WithName("findQuarantined").WithSummary("One refused message with its bytes");
        quarantine.MapPost("/{id:long}/replay", ReplayEndpoints.One).WithName("replayQuarantined").WithSummary("Bring one refused message in after its cause was removed")
            .WithDescription("Durable and safe to repeat: a message that is in is not brought in again. The entry keeps when, by whom and what came of it.");
        quarantine.MapPost("/replay", ReplayEndpoints.Some).WithName("replayQuarantine").WithSummary("Bring refused messages in, all or those of a reason or a device")
            .WithDescription("In the order of their arrival, up to 500 at a time; cursor goes on behind them, and what is in already is left out.");
    }

    private static Results<Ok<Page<QuarantineItem>>, ProblemHttpResult> List(string? cursor, int? limit, QuarantineStore quarantine)
    {
        if (!PageLimit.TryRead(limit, out var size))
        {
            return PageLimit.Refused();
        }

        if (!Cursor.TryReadId(cursor, out var before))
        {
            return Cursor.Refused();
        }

        size = Math.Min(size, QuarantineStore.MaxPage - 1);
        var items = quarantine.List(before, size + 1).Select(QuarantineItem.Of).ToList();
        return TypedResults.Ok(Cursor.Page(items, size, i => Cursor.OfId(i.Id)));
    }

    private static Results<Ok<QuarantineDetail>, ProblemHttpResult> Find(long id, QuarantineStore quarantine) =>
        quarantine.Find(id) is { } message
            ? TypedResults.Ok(QuarantineDetail.Of(message))
            : Refusal.NotFound($"the quarantine holds no message {id} (any more)");
}
