using Monitoring.Storage;

namespace Monitoring.Api.Auth;

/// <summary>The people who may log in. Reads ask the store each time: in a cluster another process may have written.</summary>
internal sealed class Accounts(IUserStore store, Passwords passwords, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim oneWriter = new(1);

    public Task<User?> Find(string name, CancellationToken cancellationToken) => store.Find(name, cancellationToken);

    public Task<IReadOnlyList<User>> All(CancellationToken cancellationToken) => store.ListUsers(cancellationToken);

    /// <summary>The user when name and password fit, else null.</summary>
    public async Task<User?> Verify(string name, string password, CancellationToken cancellationToken)
    {
        var user = await store.Find(name, cancellationToken);
        return passwords.Verify(user, password) ? user : null;
    }

    /// <summary>The new user, or null when the name is taken.</summary>
    public async Task<User?> Create(string name, string password, IReadOnlyList<string> roles, CancellationToken cancellationToken)
    {
        await oneWriter.WaitAsync(cancellationToken);
        try
        {
            if (await store.Find(name, cancellationToken) is not null)
            {
                return null;
            }

            var user = new User(name, passwords.Hash(name, password), roles, clock.GetUtcNow());
            await store.Upsert(user, cancellationToken);
            return user;
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <summary>Ends an account with every token that it was given; false when there is none, or when whoever asks has been deleted meanwhile.</summary>
    public async Task<bool> Delete(string name, string by, CancellationToken cancellationToken)
    {
        await oneWriter.WaitAsync(cancellationToken);
        try
        {
            // Two admins who delete each other at once must not both succeed.
            return await store.Find(by, cancellationToken) is not null && await store.DeleteUser(name, cancellationToken);
        }
        finally
        {
            oneWriter.Release();
        }
    }

    /// <summary>Sets the password; every token that the old one gave ends with it (<see cref="LoginTokens"/>).</summary>
    public Task ChangePassword(User user, string password, CancellationToken cancellationToken) =>
        store.Upsert(user with { PasswordHash = passwords.Hash(user.Name, password) }, cancellationToken);

    public void Dispose() => oneWriter.Dispose();
}
