using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Monitoring.Api.Answers;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

internal sealed record LoginRequest(string User, string Password);

internal sealed record RefreshRequest(string RefreshToken);

internal sealed record ChangePasswordRequest(string CurrentPassword, string NewPassword);

/// <param name="AccessToken">For <c>Authorization: Bearer …</c>.</param>
/// <param name="ExpiresIn">Seconds until the access token ends.</param>
/// <param name="RefreshToken">For POST /api/v1/auth/refresh.</param>
/// <param name="Roles">What the holder may do.</param>
internal sealed record LoginResponse(string AccessToken, long ExpiresIn, string RefreshToken, IReadOnlyList<string> Roles);

/// <summary>Logging in, staying logged in, changing one's password.</summary>
internal static class AuthEndpoints
{
    public const string LoginLimit = "logins";

    public static void MapAuth(this IEndpointRouteBuilder app)
    {
        var auth = app.MapGroup("/api/v1/auth").WithTags("Auth").RequireRateLimiting(LoginLimit);
        auth.MapPost("/token", LogIn).AllowAnonymous().WithName("logIn").WithSummary("User and password for a pair of tokens");
        auth.MapPost("/refresh", Refresh).AllowAnonymous().WithName("refreshLogin").WithSummary("A refresh token for a new pair of tokens");
        auth.MapPost("/password", ChangePassword).RequireAuthorization(Permissions.LoggedIn)
            .WithName("changePassword").WithSummary("Change one's own password; every token of the account ends");
    }

    private static async Task<Results<Ok<LoginResponse>, ProblemHttpResult>> LogIn(
        LoginRequest login, Accounts accounts, LoginTokens tokens, IOptions<AuthOptions> options, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(login.User) || login.Password is not { Length: > 0 and <= Passwords.MaxLength })
        {
            return Refusal.BadRequest("a login needs user and password");
        }

        return await accounts.Verify(login.User, login.Password, cancellationToken) is { } user
            ? Issue(user, tokens, options.Value)
            : Refusal.Unauthorized("user or password is wrong");
    }

    private static async Task<Results<Ok<LoginResponse>, ProblemHttpResult>> Refresh(
        RefreshRequest refresh, Accounts accounts, LoginTokens tokens, IOptions<AuthOptions> options, CancellationToken cancellationToken) =>
        tokens.ReadRefresh(refresh.RefreshToken ?? "") is { } login
        && await accounts.Find(login.User, cancellationToken) is { } user
        && LoginTokens.Stamp(user) == login.PasswordStamp
            ? Issue(user, tokens, options.Value)
            : Refusal.Unauthorized("the refresh token is unknown or expired, or the password has changed; log in again");

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePassword(
        ChangePasswordRequest change, ClaimsPrincipal actor, Accounts accounts, FirstAdmin firstAdmin, Audit audit, CancellationToken cancellationToken)
    {
        if (change.NewPassword is not { Length: >= Passwords.MinLength and <= Passwords.MaxLength })
        {
            return Refusal.BadRequest($"newPassword needs {Passwords.MinLength} to {Passwords.MaxLength} characters");
        }

        if (await accounts.Verify(actor.Actor(), change.CurrentPassword ?? "", cancellationToken) is not { } user)
        {
            return Refusal.BadRequest("currentPassword is wrong");
        }

        await accounts.ChangePassword(user, change.NewPassword, cancellationToken);
        await audit.Add(actor, "account.password", user.Name, "", cancellationToken);
        if (user.Name == FirstAdmin.Name)
        {
            firstAdmin.ForgetFile();
        }

        return TypedResults.NoContent();
    }

    private static Ok<LoginResponse> Issue(User user, LoginTokens tokens, AuthOptions options) => TypedResults.Ok(
        new LoginResponse(tokens.IssueAccess(user), (long)options.AccessTokenLife.TotalSeconds, tokens.IssueRefresh(user), user.Roles));
}
