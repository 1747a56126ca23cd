namespace Monitoring.Storage.Tests;

/// <summary>Users, tokens, and the trail of what they changed.</summary>
public abstract class PeopleTests(IStorePlace place) : StateStoreTests(place)
{
    [Fact]
    public async Task Users_tokens_and_the_audit_trail_survive_a_restart()
    {
        var token = new ApiToken("t1", "hash", "gateway east", "gateway", Sample.Noon, RevokedAt: null);
        await Store.Users.Upsert(new User("admin", "old", ["admin", "officer"], Sample.Noon));
        await Store.Users.Upsert(new User("admin", "new", ["admin", "officer"], Sample.Noon));
        await Store.Users.Upsert(token);
        await Store.Audit.Add(new AuditEntry(0, Sample.Noon, "admin", "station.change", "CY001", "target II"));
        await Store.Audit.Add(new AuditEntry(0, Sample.Noon, "admin", "station.change", "CY002", "target III"));

        await Reopen();

        var user = await Store.Users.Find("admin");
        user.ShouldNotBeNull();
        user.PasswordHash.ShouldBe("new");
        user.Roles.ShouldBe(["admin", "officer"]);
        (await Store.Users.FindTokenByHash("hash")).ShouldBe(token);
        (await Store.Users.FindToken("t2")).ShouldBeNull();
        var first = await Store.Audit.List(cursor: null, limit: 1);
        first.Items.ShouldHaveSingleItem().Subject.ShouldBe("CY002");
        (await Store.Audit.List(first.Cursor, limit: 1)).Items.ShouldHaveSingleItem().Subject.ShouldBe("CY001");
    }

    [Fact]
    public async Task A_user_goes_once_and_a_revoked_token_stays_with_its_time()
    {
        var token = new ApiToken("t1", "hash", "gateway east", "gateway", Sample.Noon, RevokedAt: null);
        await Store.Users.Upsert(new User("wang", "hash", [], Sample.Noon));
        await Store.Users.Upsert(token);
        await Store.Users.Upsert(token with { RevokedAt = Sample.Noon.AddDays(1) });

        (await Store.Users.DeleteUser("wang")).ShouldBeTrue();
        (await Store.Users.DeleteUser("wang")).ShouldBeFalse();
        (await Store.Users.ListUsers()).ShouldBeEmpty();
        (await Store.Users.ListTokens()).ShouldHaveSingleItem().RevokedAt.ShouldBe(Sample.Noon.AddDays(1));
    }
}
