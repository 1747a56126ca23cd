using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

/// <summary>Hashes and checks passwords with ASP.NET Core Identity's hasher (PBKDF2, salted, versioned).</summary>
internal sealed class Passwords
{
    public const int MinLength = 10;
    public const int MaxLength = 200;

    // Letters and digits that cannot be mistaken for one another when read from a screen.
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly PasswordHasher<string> hasher = new();
    private readonly Lazy<string> hashOfNobody;

    public Passwords() => hashOfNobody = new Lazy<string>(() => Hash("", Random()));

    public static string Random() => RandomNumberGenerator.GetString(Alphabet, 20);

    public string Hash(string name, string password) => hasher.HashPassword(name, password);

    /// <summary>
    /// True when <paramref name="password"/> is that of <paramref name="user"/>. An unknown user costs the same work, so
    /// that the time of an answer does not tell which names exist.
    /// </summary>
    public bool Verify(User? user, string password)
    {
        var result = hasher.VerifyHashedPassword(user?.Name ?? "", user?.PasswordHash ?? hashOfNobody.Value, password);
        return user is not null && result != PasswordVerificationResult.Failed;
    }
}
