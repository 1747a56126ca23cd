using Monitoring.Silo.Hosting;
using Monitoring.Storage;

namespace Monitoring.Api.Auth;

/// <summary>
/// The account of the first start. Its random password is shown once and lies in a file that only its owner can read,
/// until somebody changes it.
/// </summary>
internal sealed class FirstAdmin(Accounts accounts, IAuditTrail audit, DataFolder folder, TimeProvider clock)
{
    public const string Name = "admin";
    public const string PasswordFile = "initial-admin-password";

    /// <summary>The password when this start created the account, else null.</summary>
    public async Task<string?> CreateWhenAbsent(CancellationToken cancellationToken)
    {
        if ((await accounts.All(cancellationToken)).Count > 0)
        {
            return null;
        }

        // File first: a crash in between leaves a file that the next start replaces, never an account nobody can open.
        var password = Passwords.Random();
        folder.Write(PasswordFile, password + "\n", isSecret: true);
        await accounts.Create(Name, password, [Roles.Admin], cancellationToken);
        await audit.Add(new AuditEntry(0, clock.GetUtcNow(), "system", "account.create", Name, "first start"), cancellationToken);
        return password;
    }

    public void ForgetFile() => File.Delete(folder[PasswordFile]);
}
