using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Api.Stations;
using Monitoring.Storage;

namespace Monitoring.Api.Readings;

/// <summary>The history of one parameter of one station.</summary>
internal static class ReadingEndpoints
{
    public static void MapReadings(this IEndpointRouteBuilder app) => app.MapGet("/api/v1/stations/{id}/readings", List)
        .RequireAuthorization(Permissions.Read).WithTags("Stations").WithName("listReadings")
        .WithSummary("Readings of one parameter by time")
        .WithDescription(
            "resolution is raw (up to 31 days), hour (366 days), day or month (ten years). from and to are ISO 8601; without an offset they are Beijing time. "
            + "to is exclusive and is now unless given; from is one day before it unless given, a year for months.");

    private static async Task<Results<Ok<Page<ReadingResponse>>, ProblemHttpResult>> List(
        string id, string? parameter, string? from, string? to, string? resolution, string? cursor, int? limit,
        IStationRegistry stations, IReadingQueries readings, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await stations.Find(id, cancellationToken) is not { Station.Id: var station })
        {
            return Refusal.NotFound($"there is no station {id}");
        }

        if (ReadingQuery.Read(parameter, from, to, resolution, clock.GetUtcNow(), out var fault) is not { } query)
        {
            return Refusal.BadRequest(fault);
        }

        if (!PageLimit.TryRead(limit, out var size))
        {
            return PageLimit.Refused();
        }

        var range = new ReadingRange(station, query.Parameter, query.From, query.To);
        return TypedResults.Ok(query.Resolution is { } step
            ? Map(await readings.Aggregates(range, step, cursor, size, cancellationToken), ReadingResponse.Of)
            : Map(await readings.Readings(range, cursor, size, cancellationToken), ReadingResponse.Of));
    }

    private static Page<ReadingResponse> Map<T>(Page<T> page, Func<T, ReadingResponse> map) => new([.. page.Items.Select(map)], page.Cursor);
}
