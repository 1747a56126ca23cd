using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Contracts;
using Monitoring.Silo.Grains;
using Monitoring.Storage;

namespace Monitoring.Api.Stations;

/// <summary>The stations, what each knows now, and how officers describe them.</summary>
internal static class StationEndpoints
{
    public static void MapStations(this IEndpointRouteBuilder app)
    {
        var stations = app.MapGroup("/api/v1/stations").WithTags("Stations");
        stations.MapGet("", List).RequireAuthorization(Permissions.Read).WithName("listStations")
            .WithSummary("Stations by id, with target and newest verdict").WithDescription("q searches id, MN and names. Go on with cursor.");
        stations.MapGet("/{id}", Find).RequireAuthorization(Permissions.Read).WithName("findStation").WithSummary("One station");
        stations.MapPut("/{id}", Change).RequireAuthorization(Permissions.DescribeStations).WithName("changeStation")
            .WithSummary("Describe a station and its section, set targets").WithDescription("What is left away stays as it is.");
        stations.MapGet("/{id}/latest", Latest).RequireAuthorization(Permissions.Read).WithName("latestReadings")
            .WithSummary("Newest value per parameter and newest verdict");
    }

    private static async Task<Results<Ok<Page<StationResponse>>, ProblemHttpResult>> List(
        string? province, string? kind, string? river, string? q, string? cursor, int? limit,
        IStationRegistry stations, IReadingQueries readings, ISilenceWatch silence, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!TryReadKind(kind, out var wantedKind))
        {
            return Refusal.BadRequest("kind is water, air, hydrology or source");
        }

        if (!PageLimit.TryRead(limit, out var size))
        {
            return PageLimit.Refused();
        }

        var page = await stations.List(new StationFilter(Given(province), wantedKind, Given(river), Given(q)), cursor, size, cancellationToken);
        var verdicts = await readings.LatestVerdicts([.. page.Items.Select(s => s.Station.Id)], cancellationToken);
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        return TypedResults.Ok(new Page<StationResponse>(
            [.. page.Items.Select(s => StationResponse.Of(s, verdicts.GetValueOrDefault(s.Station.Id), silence.SilentSince(s.Station.Id), today))], page.Cursor));
    }

    private static async Task<Results<Ok<StationResponse>, ProblemHttpResult>> Find(
        string id, IStationRegistry stations, IReadingQueries readings, ISilenceWatch silence, TimeProvider clock, CancellationToken cancellationToken) =>
        await stations.Find(id, cancellationToken) is { } station
            ? TypedResults.Ok(await Describe(station, readings, silence, clock, cancellationToken))
            : Unknown(id);

    private static async Task<Results<Ok<LatestResponse>, ProblemHttpResult>> Latest(
        string id, IStationRegistry stations, IReadingQueries readings, ISilenceWatch silence, CancellationToken cancellationToken)
    {
        if (await stations.Find(id, cancellationToken) is not { Station: { Id: var station } registered })
        {
            return Unknown(id);
        }

        var values = await readings.Latest(station, cancellationToken);
        var verdict = (await readings.LatestVerdicts([station], cancellationToken)).GetValueOrDefault(station);
        var silentSince = silence.SilentSince(station);
        return TypedResults.Ok(new LatestResponse(id, [.. values.Select(LatestValue.Of)], VerdictResponse.Of(registered, verdict), silentSince is not null, silentSince));
    }

    private static async Task<Results<Ok<StationResponse>, ProblemHttpResult>> Change(
        string id, StationChange change, ClaimsPrincipal actor, IStationRegistry stations, IReadingQueries readings, ISilenceWatch silence,
        Audit audit, IOptions<JsonOptions> json, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await stations.Find(id, cancellationToken) is not { } current)
        {
            return Unknown(id);
        }

        if (change.Fault(current) is { } fault)
        {
            return Refusal.BadRequest(fault);
        }

        var changed = new RegisteredStation(change.Apply(current.Station), current.Section is { } s ? change.Apply(s, ChinaTime.DayOf(clock.GetUtcNow())) : null);
        if (changed.Section is { } section)
        {
            await stations.Upsert(section, cancellationToken);
        }

        await stations.Upsert(changed.Station, cancellationToken);
        await audit.Add(actor, "station.change", id, JsonSerializer.Serialize(change, json.Value.SerializerOptions), cancellationToken);
        return TypedResults.Ok(await Describe(changed, readings, silence, clock, cancellationToken));
    }

    private static async Task<StationResponse> Describe(RegisteredStation station, IReadingQueries readings, ISilenceWatch silence, TimeProvider clock, CancellationToken cancellationToken)
    {
        var verdicts = await readings.LatestVerdicts([station.Station.Id], cancellationToken);
        return StationResponse.Of(station, verdicts.GetValueOrDefault(station.Station.Id), silence.SilentSince(station.Station.Id), ChinaTime.DayOf(clock.GetUtcNow()));
    }

    private static bool TryReadKind(string? text, out StationKind? kind)
    {
        kind = text switch
        {
            "water" => StationKind.Water,
            "air" => StationKind.Air,
            "hydrology" => StationKind.Hydrology,
            "source" => StationKind.Source,
            _ => null,
        };
        return kind is not null || string.IsNullOrEmpty(text);
    }

    // A form that leaves a filter empty means "all".
    private static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static ProblemHttpResult Unknown(string id) => Refusal.NotFound($"there is no station {id}; GET /api/v1/stations?q= searches id, MN and names");
}
