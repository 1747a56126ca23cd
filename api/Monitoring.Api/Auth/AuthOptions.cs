namespace Monitoring.Api.Auth;

/// <summary>Who must log in, and for how long a login lasts. Key <c>Auth</c>.</summary>
public sealed class AuthOptions
{
    public const string Section = "Auth";

    /// <summary>True ends reading without a login even while everything listens on loopback.</summary>
    public bool Required { get; set; }

    /// <summary>Life of an access token; short, because a stolen one works until then.</summary>
    public TimeSpan AccessTokenLife { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Life of a refresh token. Each use gives a new one and the old one stays good until its own end: only a new password or
    /// the end of the account takes it back.
    /// </summary>
    public TimeSpan RefreshTokenLife { get; set; } = TimeSpan.FromDays(30);

    /// <summary>Logins tried per minute from one address; slows guessing, and people who share an address.</summary>
    public int LoginsPerMinute { get; set; } = 20;
}
