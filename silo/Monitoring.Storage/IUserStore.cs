namespace Monitoring.Storage;

public sealed record User(string Name, string PasswordHash, IReadOnlyList<string> Roles, DateTimeOffset CreatedAt);

/// <param name="Hash">Of the secret; the secret itself is never stored.</param>
public sealed record ApiToken(string Id, string Hash, string Name, string Role, DateTimeOffset CreatedAt, DateTimeOffset? RevokedAt);

/// <summary>Users and tokens; what they may do is the API's to say. Writes are durable when they return.</summary>
public interface IUserStore
{
    Task<User?> Find(string name, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<User>> ListUsers(CancellationToken cancellationToken = default);

    Task Upsert(User user, CancellationToken cancellationToken = default);

    /// <summary>False when there is none of this name.</summary>
    Task<bool> DeleteUser(string name, CancellationToken cancellationToken = default);

    Task<ApiToken?> FindToken(string id, CancellationToken cancellationToken = default);

    Task<ApiToken?> FindTokenByHash(string hash, CancellationToken cancellationToken = default);

    Task<IReadOnlyList<ApiToken>> ListTokens(CancellationToken cancellationToken = default);

    /// <summary>Enters a token, or replaces the one of the same id.</summary>
    Task Upsert(ApiToken token, CancellationToken cancellationToken = default);
}
