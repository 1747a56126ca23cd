using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Compliance.Editions;
using Monitoring.Contracts;
using Monitoring.Silo.Periods;

namespace Monitoring.Api.Assessments;

/// <summary>What the joint river-chief office asks: sections by month, air by days, the standing statements. All from what is stored now.</summary>
internal static class AssessmentEndpoints
{
    private const int MaxSections = 1000;
    private const int MaxDays = 366;
    private const int MaxMonths = 24;

    public static void MapAssessments(this IEndpointRouteBuilder app)
    {
        var group = app.MapGroup("/api/v1").WithTags("Assessments").RequireAuthorization(Permissions.Read);
        group.MapGet("/assessments/water", Water).WithName("assessWater")
            .WithSummary("The sections of one month")
            .WithDescription("Per section class, target, limiting items with multiples, last month and last year; per river its rating and shares. Without a province both CQ and SC answer.");
        group.MapGet("/assessments/air", Air).WithName("assessAir")
            .WithSummary("The air of cities and provinces over days")
            .WithDescription($"Days per category, share of excellent and good days with its denominator, six figures, attainment of grade II per pollutant and city, composite index. from and to are days, both included, at most {MaxDays}. limits judges attainment by other limits on purpose: {string.Join(", ", EditionCatalogue.Default.AirLimits.Select(e => e.Id))}.");
        group.MapGet("/statements", Statements).WithName("listStatements")
            .WithSummary("Main stem class II month by month in its three readings; good-air-day shares")
            .WithDescription($"from and to are months, both included, at most {MaxMonths}.");
        group.MapGet("/stations/{id}/assessments", StationPeriods.List).WithTags("Stations").WithName("listStationAssessments")
            .WithSummary("Verdicts of a station by day, week, month or year")
            .WithDescription("Water: of its section. Air: of the site by itself. from and to are days, both included; from is the period of to unless given, to is today.");
    }

    private static async Task<Results<Ok<WaterMonthResponse>, ProblemHttpResult>> Water(
        string? month, string? province, string? river, string? cursor, int? limit, WaterMonths months, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!QueryPeriod.TryMonth(month, out var wanted))
        {
            return Refusal.BadRequest($"month needs {QueryPeriod.MonthForm}");
        }

        if (wanted.Start > clock.GetUtcNow())
        {
            return Refusal.BadRequest("the month lies in the future");
        }

        if (!QueryProvince.TryRead(province, out var one))
        {
            return Refusal.BadRequest(QueryProvince.Form);
        }

        if (limit is < 1 or > MaxSections)
        {
            return Refusal.BadRequest($"limit is 1 to {MaxSections}");
        }

        if (!Cursor.TryReadId(cursor, out var after))
        {
            return Cursor.Refused();
        }

        var answer = await months.Of(wanted, new SectionFilter(one, string.IsNullOrEmpty(river) ? null : river), cancellationToken);
        var (first, size) = ((int)Math.Min(after ?? 0, answer.Sections.Count), limit ?? MaxSections);
        var isLast = first + size >= answer.Sections.Count;
        return TypedResults.Ok(WaterMonthResponse.Of(answer, [.. answer.Sections.Skip(first).Take(size)], isLast ? null : Cursor.OfId(first + size)));
    }

    private static async Task<Results<Ok<AirRangeResponse>, ProblemHttpResult>> Air(
        string? from, string? to, string? province, string? limits, AirPeriods air, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (!QueryPeriod.TryDay(from, out var first) || !QueryPeriod.TryDay(to, out var last))
        {
            return Refusal.BadRequest($"from and to each need {QueryPeriod.DayForm}");
        }

        if (last < first || last.DayNumber - first.DayNumber >= MaxDays)
        {
            return Refusal.BadRequest($"from must not lie after to, and the range is at most {MaxDays} days");
        }

        if (!QueryProvince.TryRead(province, out var one))
        {
            return Refusal.BadRequest(QueryProvince.Form);
        }

        // Days that have not begun are no missing days.
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        last = last > today ? today : last;
        var edition = EditionCatalogue.Default.AirLimits.Find(limits, last);
        if (!string.IsNullOrEmpty(limits) && edition is null)
        {
            return Refusal.BadRequest($"limits is one of {string.Join(", ", EditionCatalogue.Default.AirLimits.Select(e => e.Id))}");
        }

        return last < first
            ? Refusal.BadRequest("the range lies in the future")
            : TypedResults.Ok(AirRangeResponse.Of(first, last, await air.Of(first, last, one, edition, cancellationToken)));
    }

    private static async Task<Results<Ok<StatementsResponse>, ProblemHttpResult>> Statements(
        string? from, string? to, StatementMonths statements, CancellationToken cancellationToken)
    {
        if (!QueryPeriod.TryMonth(from, out var first) || !QueryPeriod.TryMonth(to, out var last))
        {
            return Refusal.BadRequest($"from and to each need {QueryPeriod.MonthForm}");
        }

        return last.Start < first.Start || last.Date >= first.Date.AddMonths(MaxMonths)
            ? Refusal.BadRequest($"from must not lie after to, and the range is at most {MaxMonths} months")
            : TypedResults.Ok(StatementsResponse.Of(first.Label, last.Label, await statements.Of(first, last, cancellationToken)));
    }
}
