using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

/// <summary>What an access or refresh token proves, if its account still has the password that it was given for.</summary>
internal sealed record Login(string User, string PasswordStamp);

/// <summary>
/// The tokens of people: sealed with the keys of the data folder, so that they survive a restart and need no table. Each
/// carries a stamp of the password hash; a new password ends every token of the account.
/// </summary>
internal sealed class LoginTokens(IDataProtectionProvider protection, IOptions<AuthOptions> options, TimeProvider clock)
{
    private readonly IDataProtector access = protection.CreateProtector("Monitoring.Auth.Access.v1");
    private readonly IDataProtector refresh = protection.CreateProtector("Monitoring.Auth.Refresh.v1");

    public static string Stamp(User user) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(user.PasswordHash)).AsSpan(0, 12));

    public string IssueAccess(User user) => Issue(access, user, options.Value.AccessTokenLife);

    public string IssueRefresh(User user) => Issue(refresh, user, options.Value.RefreshTokenLife);

    public Login? ReadAccess(string token) => Read(access, token);

    public Login? ReadRefresh(string token) => Read(refresh, token);

    private string Issue(IDataProtector protector, User user, TimeSpan life)
    {
        var endsAt = (clock.GetUtcNow() + life).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        return protector.Protect($"{endsAt}\n{Stamp(user)}\n{user.Name}");
    }

    private Login? Read(IDataProtector protector, string token)
    {
        try
        {
            var parts = protector.Unprotect(token).Split('\n', 3);
            var endsAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(parts[0], CultureInfo.InvariantCulture));
            return endsAt > clock.GetUtcNow() ? new Login(parts[2], parts[1]) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
