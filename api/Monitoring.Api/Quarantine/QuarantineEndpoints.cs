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
