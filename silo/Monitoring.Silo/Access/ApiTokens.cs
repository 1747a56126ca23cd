using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Monitoring.Storage;

namespace Monitoring.Silo.Access;

/// <summary>
/// The secrets of programs (a gateway that delivers, a monitor that reads): random, shown once, stored as SHA-256 (256 random bits need no salt and no slow hash), valid
/// until withdrawn.
/// </summary>
public sealed class ApiTokens(IUserStore store, TimeProvider clock)
{
    /// <summary>The role of a token that delivers batches of readings and does nothing else.</summary>
    public const string Gateway = "gateway";

    private const string Prefix = "mon_";

    public static bool HasForm(string token) => token.StartsWith(Prefix, StringComparison.Ordinal);

    public async Task<(ApiToken Token, string Secret)> Create(string name, string role, CancellationToken cancellationToken)
    {
        var secret = Prefix + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var token = new ApiToken(Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"), Hash(secret), name, role, clock.GetUtcNow(), RevokedAt: null);
        await store.Upsert(token, cancellationToken);
        return (token, secret);
    }

    public Task<IReadOnlyList<ApiToken>> All(CancellationToken cancellationToken) => store.ListTokens(cancellationToken);

    public async Task<ApiToken?> Find(string secret, CancellationToken cancellationToken) =>
        await store.FindTokenByHash(Hash(secret), cancellationToken) is { RevokedAt: null } token ? token : null;

    /// <summary>False when there is no such token.</summary>
    public async Task<bool> Revoke(string id, CancellationToken cancellationToken)
    {
        if (await store.FindToken(id, cancellationToken) is not { } token)
        {
            return false;
        }

        await store.Upsert(token with { RevokedAt = token.RevokedAt ?? clock.GetUtcNow() }, cancellationToken);
        return true;
    }

    private static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
