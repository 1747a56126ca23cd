using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Monitoring.Api.Answers;
using Monitoring.Silo.Access;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

internal sealed record NewUserRequest(string User, string Password, IReadOnlyList<string> Roles);

internal sealed record UserResponse(string User, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

/// <param name="Name">Who holds it.</param>
/// <param name="Role"><c>gateway</c> (default) or <c>reader</c>.</param>
internal sealed record NewTokenRequest(string Name, string? Role = null);

internal sealed record TokenResponse(string Id, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <param name="Token">Shown this once; the system keeps only its hash.</param>
internal sealed record NewTokenResponse(string Id, string Name, string Role, string Token);

/// <summary>What an admin manages: accounts, gateway tokens, and the record of changes.</summary>
internal static class AccountEndpoints
{
    private const int PageSize = 200;

    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var admin = app.MapGroup("/api/v1").WithTags("Accounts").RequireAuthorization(Permissions.Administer);
        admin.MapGet("/users", ListUsers).WithName("listUsers").WithSummary("The accounts of people");
        admin.MapPost("/users", CreateUser).WithName("createUser").WithSummary("Create an account; with the second one, reading needs a login");
        admin.MapDelete("/users/{name}", DeleteUser).WithName("deleteUser").WithSummary("Delete an account; its tokens end with it");
        admin.MapGet("/tokens", ListTokens).WithName("listTokens").WithSummary("The tokens of programs, without their secrets");
        admin.MapPost("/tokens", CreateToken).WithName("createToken").WithSummary("A token for a program: a gateway's uplink, or a monitor that reads");
        admin.MapDelete("/tokens/{id}", RevokeToken).WithName("revokeToken").WithSummary("Withdraw a token");
        admin.MapGet("/audit", ReadAudit).WithName("readAudit").WithSummary("Changes made through the API, newest first");
    }

    private static async Task<Ok<Page<UserResponse>>> ListUsers(Accounts accounts, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<UserResponse>([.. (await accounts.All(cancellationToken)).Select(Describe)], null));

    private static async Task<Results<Created<UserResponse>, ProblemHttpResult>> CreateUser(
        NewUserRequest wanted, ClaimsPrincipal actor, Accounts accounts, Audit audit, CancellationToken cancellationToken)
    {
        if (!IsName(wanted.User))
        {
            return Refusal.BadRequest("user needs 1 to 64 letters, digits, '.', '_', '-' or '@'");
        }

        if (wanted.Password is not { Length: >= Passwords.MinLength and <= Passwords.MaxLength })
        {
            return Refusal.BadRequest($"password needs {Passwords.MinLength} to {Passwords.MaxLength} characters");
        }

        if (wanted.Roles is not { Count: > 0 } || wanted.Roles.Except(Roles.OfPeople).Any())
        {
            return Refusal.BadRequest($"roles needs one or more of {string.Join(", ", Roles.OfPeople)}; a gateway gets a token instead (POST /api/v1/tokens)");
        }

        var roles = wanted.Roles.Distinct().ToArray();
        if (await accounts.Create(wanted.User, wanted.Password, roles, cancellationToken) is not { } user)
        {
            return Refusal.Conflict($"the account {wanted.User} exists");
        }

        await audit.Add(actor, "account.create", user.Name, string.Join(' ', roles), cancellationToken);
        return TypedResults.Created((string?)null, Describe(user));
    }

    // Only another admin deletes an admin, so there is always one left.
    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteUser(
        string name, ClaimsPrincipal actor, Accounts accounts, Audit audit, CancellationToken cancellationToken)
    {
        if (name == actor.Actor())
        {
            return Refusal.Conflict("nobody deletes their own account; another admin does");
        }

        if (!await accounts.Delete(name, actor.Actor(), cancellationToken))
        {
            return Refusal.NotFound($"there is no account {name}");
        }

        await audit.Add(actor, "account.delete", name, "", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<TokenResponse>>> ListTokens(ApiTokens tokens, CancellationToken cancellationToken) =>
        TypedResults.Ok(new Page<TokenResponse>(
            [.. (await tokens.All(cancellationToken)).Select(t => new TokenResponse(t.Id, t.Name, t.Role, t.CreatedAt, t.RevokedAt))], null));

    private static async Task<Results<Created<NewTokenResponse>, ProblemHttpResult>> CreateToken(
        NewTokenRequest wanted, ClaimsPrincipal actor, ApiTokens tokens, Audit audit, CancellationToken cancellationToken)
    {
        if (!IsName(wanted.Name))
        {
            return Refusal.BadRequest("name needs 1 to 64 letters, digits, '.', '_', '-' or '@'");
        }

        var role = wanted.Role ?? Roles.Gateway;
        if (!Roles.OfPrograms.Contains(role))
        {
            return Refusal.BadRequest($"role needs one of {string.Join(", ", Roles.OfPrograms)}");
        }

        var (token, secret) = await tokens.Create(wanted.Name, role, cancellationToken);
        await audit.Add(actor, "token.create", token.Name, $"{role} {token.Id}", cancellationToken);
        return TypedResults.Created((string?)null, new NewTokenResponse(token.Id, token.Name, token.Role, secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeToken(
        string id, ClaimsPrincipal actor, ApiTokens tokens, Audit audit, CancellationToken cancellationToken)
    {
        if (!await tokens.Revoke(id, cancellationToken))
        {
            return Refusal.NotFound($"there is no token {id}");
        }

        await audit.Add(actor, "token.revoke", id, "", cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Page<AuditEntry>>, ProblemHttpResult>> ReadAudit(string? cursor, IAuditTrail audit, CancellationToken cancellationToken) =>
        TypedResults.Ok(await audit.List(cursor, PageSize, cancellationToken));

    private static UserResponse Describe(User user) => new(user.Name, user.Roles, user.CreatedAt);

    private static bool IsName(string? text) =>
        text is { Length: > 0 and <= 64 } && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '@');
}
