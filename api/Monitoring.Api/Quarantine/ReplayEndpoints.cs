using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Api.Auth;
using Monitoring.Gateway;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Api.Quarantine;

/// <summary>Which refused messages to bring in; what is absent does not choose.</summary>
/// <param name="Reason">Why they were refused, such as <c>unknown-mn</c>.</param>
/// <param name="Mn">The device that they name.</param>
/// <param name="Cursor">Of the answer before, to go on behind it.</param>
internal sealed record ReplayRequest(string? Reason, string? Mn, string? Cursor);

/// <summary>What came of several replays.</summary>
/// <param name="Items">The messages that were tried.</param>
/// <param name="Outcomes">How many of them per outcome.</param>
/// <param name="Halted">True when the spool takes nothing now; going on later helps.</param>
/// <param name="Cursor">To go on with; null when none is left.</param>
internal sealed record ReplayRunResponse(IReadOnlyList<QuarantineItem> Items, IReadOnlyDictionary<string, int> Outcomes, bool Halted, string? Cursor);

/// <summary>Brings refused messages in after their cause was removed.</summary>
internal static class ReplayEndpoints
{
    public static async Task<Results<Ok<QuarantineItem>, ProblemHttpResult>> One(long id, ClaimsPrincipal actor, QuarantineReplay replay, Audit audit, CancellationToken cancellationToken)
    {
        try
        {
            if (await replay.One(id, actor.Actor(), cancellationToken) is not { } message)
            {
                return Refusal.NotFound($"the quarantine holds no message {id} (any more)");
            }

            // It is done, whether the one who asked still waits or not.
            await audit.Add(actor, "quarantine.replay", $"{id}", message.Replay!.Outcome, CancellationToken.None);
            return TypedResults.Ok(QuarantineItem.Of(message));
        }
        catch (GatewayException e)
        {
            return TypedResults.Problem($"{e.Message}; try again later", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    public static async Task<Results<Ok<ReplayRunResponse>, ProblemHttpResult>> Some(ReplayRequest? choice, ClaimsPrincipal actor, QuarantineReplay replay, Audit audit, CancellationToken cancellationToken)
    {
        // Without a body nothing is chosen: all of them.
        var wanted = choice ?? new ReplayRequest(null, null, null);
        if (!Cursor.TryReadId(wanted.Cursor, out var after))
        {
            return Cursor.Refused();
        }

        if (wanted.Reason is { } reason && !Enum.GetValues<QuarantineReason>().Any(known => string.Equals(known.Word(), reason, StringComparison.Ordinal)))
        {
            return Refusal.BadRequest($"'{reason}' is no reason of the quarantine, such as unknown-mn or crc-mismatch");
        }

        var run = await replay.Some(new ReplayChoice(wanted.Reason, wanted.Mn), after ?? 0, QuarantineReplay.MaxRun, actor.Actor(), cancellationToken);
        var outcomes = run.Replayed.CountBy(m => m.Replay!.Outcome).ToDictionary();
        await audit.Add(actor, "quarantine.replay", $"{wanted.Reason ?? "any reason"}, {wanted.Mn ?? "any device"}", string.Join(", ", outcomes.Select(o => $"{o.Value} {o.Key}")), CancellationToken.None);
        return TypedResults.Ok(new ReplayRunResponse([.. run.Replayed.Select(QuarantineItem.Of)], outcomes, run.IsHalted, run.After is { } last ? Cursor.OfId(last) : null));
    }
}
