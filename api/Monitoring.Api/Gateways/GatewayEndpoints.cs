using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Auth;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Api.Gateways;

/// <summary>What has come from one gateway, by the numbers that its spool gave.</summary>
/// <param name="GatewayId">As the gateway names itself; imports have one too.</param>
/// <param name="Highest">Greatest number that came.</param>
/// <param name="Missing">How many below it did not come: they wait in the gateway's spool behind newer ones, or are lost.</param>
/// <param name="Gaps">The first of them as runs, both ends included.</param>
internal sealed record GatewayResponse(string GatewayId, long Highest, long Missing, IReadOnlyList<SequenceRange> Gaps)
{
    private const int MaxGaps = 100;

    public static GatewayResponse Of(GatewayProgress progress) =>
        new(progress.GatewayId, progress.Highest, progress.Gaps.Sum(g => g.Last - g.First + 1), [.. progress.Gaps.Take(MaxGaps)]);
}

/// <summary>Which gateways delivered, and what of theirs never came.</summary>
internal static class GatewayEndpoints
{
    public static void MapGateways(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/gateways", List)
        .RequireAuthorization(Permissions.Read).WithTags("Ingest").WithName("listGateways").WithSummary("What came from each gateway, and which numbers did not");

    private static async Task<Ok<Page<GatewayResponse>>> List(IReadingQueries readings, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<GatewayResponse>([.. (await readings.Gateways(cancellationToken)).Select(GatewayResponse.Of)], Cursor: null));
}
