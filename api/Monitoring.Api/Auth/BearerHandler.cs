using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Monitoring.Silo.Access;

namespace Monitoring.Api.Auth;

/// <summary>
/// Knows people and gateways by the token in <c>Authorization: Bearer …</c>. There is no cookie, hence nothing that
/// another site could send along.
/// </summary>
internal sealed class BearerHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logger,
    UrlEncoder encoder,
    LoginTokens logins,
    ApiTokens programs,
    Accounts accounts)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "Bearer";
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        var token = header[Prefix.Length..].Trim();
        return ApiTokens.HasForm(token) ? await AuthenticateProgram(token) : await AuthenticatePerson(token);
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        return Task.CompletedTask;
    }

    private async Task<AuthenticateResult> AuthenticateProgram(string secret) =>
        await programs.Find(secret, Context.RequestAborted) is { } token
            ? Success(token.Name, [token.Role])
            : AuthenticateResult.Fail("the token is unknown or withdrawn");

    private async Task<AuthenticateResult> AuthenticatePerson(string token)
    {
        if (logins.ReadAccess(token) is not { } login)
        {
            return AuthenticateResult.Fail("the token is unknown or expired");
        }

        return await accounts.Find(login.User, Context.RequestAborted) is { } user && LoginTokens.Stamp(user) == login.PasswordStamp
            ? Success(user.Name, user.Roles)
            : AuthenticateResult.Fail("the account is gone or has a new password");
    }

    private static AuthenticateResult Success(string name, IEnumerable<string> roles)
    {
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, name), .. roles.Select(role => new Claim(ClaimTypes.Role, role))], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
