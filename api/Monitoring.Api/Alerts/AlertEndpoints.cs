using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Silo.Alerts;
using Monitoring.Storage;
using Monitoring.Storage.Alerts;
using Answer = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Ok<Monitoring.Api.Alerts.AlertResponse>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;

namespace Monitoring.Api.Alerts;

/// <summary>The alerts, and what officers do about them.</summary>
internal static class AlertEndpoints
{
    public static void MapAlerts(this IEndpointRouteBuilder app)
    {
        var alerts = app.MapGroup("/api/v1/alerts").WithTags("Alerts");
        alerts.MapGet("", List).RequireAuthorization(Permissions.Read).WithName("listAlerts").WithSummary("Alerts, the last raised first")
            .WithDescription("state is active, acknowledged, resolved, closed or all; province takes those of its stations and those that concern it. Go on with cursor.");
        alerts.MapGet("/{id}", Find).RequireAuthorization(Permissions.Read).WithName("findAlert").WithSummary("One alert with its timeline");

        var desk = alerts.MapGroup("/{id}").RequireAuthorization(Permissions.HandleAlerts);
        desk.MapPost("/acknowledge", Acknowledge).WithName("acknowledgeAlert").WithSummary("Take notice of an alert")
            .WithDescription("Each account once, so that both sides of a border can. 409 when the alert is resolved or closed.");
        desk.MapPost("/comment", Comment).WithName("commentAlert").WithSummary("Add a line to the timeline, in any state");
        desk.MapPost("/assign", Assign).WithName("assignAlert").WithSummary("Say who deals with it").WithDescription("409 when the alert is resolved or closed.");
        desk.MapPost("/hand-over", HandOver).WithName("handOverAlert").WithSummary("Hand it over to the other province")
            .WithDescription("The province becomes a partner and nobody is assigned. 409 when the alert is resolved or closed.");
        desk.MapPost("/close", Close).WithName("closeAlert").WithSummary("Close an alert by hand")
            .WithDescription("It stands for its cause until that ends; if the level rises before, it is open again. 409 when closed already.");
    }

    private static async Task<Results<Ok<Page<AlertResponse>>, ProblemHttpResult>> List(
        string? state, string? province, string? cursor, int? limit, IAlertStore alerts, CancellationToken cancellationToken)
    {
        if (!TryReadState(state, out var wanted))
        {
            return Refusal.BadRequest("state is active, acknowledged, resolved, closed or all");
        }

        if (!PageLimit.TryRead(limit, out var size))
        {
            return PageLimit.Refused();
        }

        var page = await alerts.List(new AlertFilter(wanted, string.IsNullOrEmpty(province) ? null : province), cursor, size, cancellationToken);
        return TypedResults.Ok(new Page<AlertResponse>([.. page.Items.Select(a => AlertResponse.Of(a))], page.Cursor));
    }

    private static async Task<Answer> Find(string id, IAlertStore alerts, CancellationToken cancellationToken) =>
        await alerts.Find(id, cancellationToken) is { } alert
            ? TypedResults.Ok(AlertResponse.Of(alert, await alerts.Timeline(id, cancellationToken)))
            : Unknown(id);

    private static Task<Answer> Acknowledge(
        string id, AlertNote? note, ClaimsPrincipal actor, AlertDesk desk, IAlertStore alerts, TimeProvider clock, CancellationToken cancellationToken) =>
        Do(id, Entry(AlertAction.Acknowledged, note?.Note, note?.Province, actor, clock), target: null, desk, alerts, cancellationToken);

    private static async Task<Answer> Comment(
        string id, AlertNote note, ClaimsPrincipal actor, AlertDesk desk, IAlertStore alerts, TimeProvider clock, CancellationToken cancellationToken) =>
        string.IsNullOrWhiteSpace(note.Note)
            ? Refusal.BadRequest("a comment needs a note")
            : await Do(id, Entry(AlertAction.Commented, note.Note, note.Province, actor, clock), target: null, desk, alerts, cancellationToken);

    private static async Task<Answer> Assign(
        string id, AlertAssignment assignment, ClaimsPrincipal actor, AlertDesk desk, IAlertStore alerts, IUserStore users, TimeProvider clock, CancellationToken cancellationToken) =>
        string.IsNullOrEmpty(assignment.Assignee) || await users.Find(assignment.Assignee, cancellationToken) is null
            ? Refusal.BadRequest("assignee is the name of an account")
            : await Do(id, Entry(AlertAction.Assigned, assignment.Note, assignment.Province, actor, clock), assignment.Assignee, desk, alerts, cancellationToken);

    private static async Task<Answer> HandOver(
        string id, AlertHandOver hand, ClaimsPrincipal actor, AlertDesk desk, IAlertStore alerts, TimeProvider clock, CancellationToken cancellationToken) =>
        !AlertRequestCheck.IsProvince(hand.To)
            ? Refusal.BadRequest("to is CQ, SC or other")
            : await Do(id, Entry(AlertAction.HandedOver, hand.Note, hand.Province, actor, clock), hand.To, desk, alerts, cancellationToken);

    private static Task<Answer> Close(
        string id, AlertNote? note, ClaimsPrincipal actor, AlertDesk desk, IAlertStore alerts, TimeProvider clock, CancellationToken cancellationToken) =>
        Do(id, Entry(AlertAction.Closed, note?.Note, note?.Province, actor, clock), target: null, desk, alerts, cancellationToken);

    private static async Task<Answer> Do(
        string id, AlertEntry entry, string? target, AlertDesk desk, IAlertStore alerts, CancellationToken cancellationToken)
    {
        if (AlertRequestCheck.Fault(entry.Note, entry.Province) is { } fault)
        {
            return Refusal.BadRequest(fault);
        }

        return await desk.Apply(new AlertCommand(id, entry, target), cancellationToken) switch
        {
            AlertOutcome.Done done => TypedResults.Ok(AlertResponse.Of(done.Alert, await alerts.Timeline(id, cancellationToken))),
            AlertOutcome.Refused refused => Refusal.Conflict(refused.Reason),
            _ => Unknown(id),
        };
    }

    private static AlertEntry Entry(string action, string? note, string? province, ClaimsPrincipal actor, TimeProvider clock) =>
        new(clock.GetUtcNow(), action, actor.Actor(), province, note?.Trim() ?? "");

    private static bool TryReadState(string? text, out AlertState? state)
    {
        state = text switch
        {
            "active" => AlertState.Active,
            "acknowledged" => AlertState.Acknowledged,
            "resolved" => AlertState.Resolved,
            "closed" => AlertState.Closed,
            _ => null,
        };
        return state is not null || text is null or "" or "all";
    }

    private static ProblemHttpResult Unknown(string id) => Refusal.NotFound($"there is no alert {id}; GET /api/v1/alerts lists them");
}
