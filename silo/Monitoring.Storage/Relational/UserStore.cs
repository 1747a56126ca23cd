namespace Monitoring.Storage.Relational;

internal sealed class UserStore(IReaders readers, GroupCommitter committer) : IUserStore, IAuditTrail
{
    private const string UserColumns = "name, password_hash, roles, created_at";
    private const string TokenColumns = "id, hash, name, role, created_at, revoked_at";

    public Task<User?> Find(string name, CancellationToken cancellationToken) =>
        First($"SELECT {UserColumns} FROM users WHERE name = ?", name, ReadUser, cancellationToken);

    public Task<IReadOnlyList<User>> ListUsers(CancellationToken cancellationToken) =>
        All($"SELECT {UserColumns} FROM users ORDER BY name", ReadUser, cancellationToken);

    public Task Upsert(User user, CancellationToken cancellationToken) => Write(
        session => session.Prepare(
            """
            INSERT INTO users (name, password_hash, roles, created_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (name) DO UPDATE SET password_hash = excluded.password_hash, roles = excluded.roles
            """)
            .Bind(user.Name).Bind(user.PasswordHash).Bind(string.Join(' ', user.Roles)).Bind(user.CreatedAt).Run(),
        cancellationToken);

    public Task<bool> DeleteUser(string name, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            using var deleted = writer.Session.Prepare("DELETE FROM users WHERE name = ? RETURNING 1").Bind(name);
            return deleted.Step();
        },
        cancellationToken);

    public Task<ApiToken?> FindToken(string id, CancellationToken cancellationToken) =>
        First($"SELECT {TokenColumns} FROM api_tokens WHERE id = ?", id, ReadToken, cancellationToken);

    public Task<ApiToken?> FindTokenByHash(string hash, CancellationToken cancellationToken) =>
        First($"SELECT {TokenColumns} FROM api_tokens WHERE hash = ?", hash, ReadToken, cancellationToken);

    public Task<IReadOnlyList<ApiToken>> ListTokens(CancellationToken cancellationToken) =>
        All($"SELECT {TokenColumns} FROM api_tokens ORDER BY created_at, id", ReadToken, cancellationToken);

    public Task Upsert(ApiToken token, CancellationToken cancellationToken) => Write(
        session => session.Prepare(
            """
            INSERT INTO api_tokens (id, hash, name, role, created_at, revoked_at) VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET hash = excluded.hash, name = excluded.name, role = excluded.role, revoked_at = excluded.revoked_at
            """)
            .Bind(token.Id).Bind(token.Hash).Bind(token.Name).Bind(token.Role).Bind(token.CreatedAt).Bind(token.RevokedAt).Run(),
        cancellationToken);

    public Task Add(AuditEntry entry, CancellationToken cancellationToken) => Write(
        session => AuditRows.Add(session, entry),
        cancellationToken);

    public Task<Page<AuditEntry>> List(string? cursor, int limit, CancellationToken cancellationToken) => readers.Read(
        session =>
        {
            var before = Cursor.Numbers(cursor)?.First ?? long.MaxValue;
            using var rows = session.Prepare("SELECT id, at, actor, action, subject, detail FROM audit WHERE id < ? ORDER BY id DESC LIMIT ?").Bind(before).Bind(limit + 1);
            var read = new List<AuditEntry>();
            while (rows.Step())
            {
                read.Add(new AuditEntry(rows.Int64(0), rows.Instant(1), rows.Text(2), rows.Text(3), rows.Text(4), rows.Text(5)));
            }

            return Cursor.Page(read, limit, e => Cursor.Of(e.Id, 0));
        },
        cancellationToken);

    private Task<T?> First<T>(string sql, string key, Func<IStatement, T> read, CancellationToken cancellationToken)
        where T : class => readers.Read(
        session =>
        {
            using var row = session.Prepare(sql).Bind(key);
            return row.Step() ? read(row) : null;
        },
        cancellationToken);

    private Task<IReadOnlyList<T>> All<T>(string sql, Func<IStatement, T> read, CancellationToken cancellationToken) => readers.Read<IReadOnlyList<T>>(
        session =>
        {
            var all = new List<T>();
            using var rows = session.Prepare(sql);
            while (rows.Step())
            {
                all.Add(read(rows));
            }

            return all;
        },
        cancellationToken);

    private Task Write(Action<ISession> write, CancellationToken cancellationToken) => committer.Commit(
        writer =>
        {
            write(writer.Session);
            return true;
        },
        cancellationToken);

    private static User ReadUser(IStatement row) =>
        new(row.Text(0), row.Text(1), row.Text(2).Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Instant(3));

    private static ApiToken ReadToken(IStatement row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Instant(4), row.InstantOrNull(5));
}
