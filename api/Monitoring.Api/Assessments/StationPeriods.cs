using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Stations;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;
using Monitoring.Storage;

namespace Monitoring.Api.Assessments;

/// <summary>The verdicts of one station over a row of periods.</summary>
internal static class StationPeriods
{
    private const int MaxPeriods = 366;

    public static async Task<Results<Ok<Page<VerdictResponse>>, ProblemHttpResult>> List(
        string id, string? period, string? from, string? to,
        IStationRegistry stations, SectionPeriods sections, AirPeriods air, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (await stations.Find(id, cancellationToken) is not { } station)
        {
            return Refusal.NotFound($"there is no station {id}; GET /api/v1/stations?q= searches id, MN and names");
        }

        if (KindOf(period) is not { } kind)
        {
            return Refusal.BadRequest("period is day, week, month or year");
        }

        var last = ChinaTime.DayOf(clock.GetUtcNow());
        if (to is not null && !QueryPeriod.TryDay(to, out last))
        {
            return Refusal.BadRequest($"to needs {QueryPeriod.DayForm}");
        }

        var first = last;
        if (from is not null && (!QueryPeriod.TryDay(from, out first) || first > last))
        {
            return Refusal.BadRequest($"from needs {QueryPeriod.DayForm}, not after to");
        }

        var periods = PeriodsOf(kind, first, last).Take(MaxPeriods + 1).ToList();
        if (periods.Count > MaxPeriods)
        {
            return Refusal.BadRequest($"the range holds more than {MaxPeriods} periods");
        }

        if (station.Station.Kind is StationKind.Air)
        {
            return TypedResults.Ok(new Page<VerdictResponse>(
                kind is PeriodKind.Day
                    ? [.. (await air.OfSite(station.Station, first, last, cancellationToken)).Select(AirVerdictResponse.Of)]
                    : [.. (await air.OfSite(station.Station, periods, cancellationToken)).Select(AirPeriodResponse.Of)],
                null));
        }

        return await stations.SectionOf(station, cancellationToken) is { } section
            ? TypedResults.Ok(new Page<VerdictResponse>([.. (await sections.Judge(section, periods, cancellationToken)).Select(WaterVerdictResponse.Of)], null))
            : Refusal.BadRequest("this station measures for no section and is no air site: nothing judges it");
    }

    private static PeriodKind? KindOf(string? text) => text switch
    {
        "day" => PeriodKind.Day,
        "week" => PeriodKind.Week,
        "month" => PeriodKind.Month,
        "year" => PeriodKind.Year,
        _ => null,
    };

    private static IEnumerable<Period> PeriodsOf(PeriodKind kind, DateOnly first, DateOnly last)
    {
        var end = ChinaTime.StartOf(last.AddDays(1));
        for (var period = Period.Containing(kind, ChinaTime.StartOf(first)); period.Start < end; period = Period.Containing(kind, period.End))
        {
            yield return period;
        }
    }
}
