using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Testing;

namespace Monitoring.Api.Tests;

public sealed class AuthTests
{
    private const string NewPassword = "another long one";

    [Fact]
    public async Task The_first_start_prints_a_password_once_and_keeps_it_readable_by_its_owner_only()
    {
        await using var system = await TestSystem.Start();

        system.Output.Split(system.InitialPassword).Length.ShouldBe(2, "printed once");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(system.PasswordFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var login = await system.LogIn("admin", system.InitialPassword);
        var body = await TestSystem.Body(login);
        body.GetProperty("accessToken").GetString().ShouldNotBeNullOrEmpty();
        body.GetProperty("expiresIn").GetInt64().ShouldBe(3600);
        body.GetProperty("refreshToken").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_second_start_makes_no_account_and_old_tokens_still_work()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        var token = admin.DefaultRequestHeaders.Authorization!.Parameter!;

        await system.Restart();

        system.Output.ShouldNotContain("first start");
        using var again = system.With(token);
        using var users = await again.GetAsync("/api/v1/users");
        users.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_password_ends_the_file_the_old_password_and_every_old_token()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        var old = system.InitialPassword;

        using var wrong = await admin.PostAsJsonAsync("/api/v1/auth/password", new { currentPassword = "wrong", newPassword = NewPassword });
        using var tooShort = await admin.PostAsJsonAsync("/api/v1/auth/password", new { currentPassword = old, newPassword = "short" });
        File.Exists(system.PasswordFile).ShouldBeTrue();
        using var changed = await admin.PostAsJsonAsync("/api/v1/auth/password", new { currentPassword = old, newPassword = NewPassword });

        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        tooShort.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        changed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        File.Exists(system.PasswordFile).ShouldBeFalse();
        (await system.LogIn("admin", old)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.LogIn("admin", NewPassword)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await admin.GetAsync("/api/v1/users")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_refresh_token_gives_a_new_pair_and_is_no_access_token()
    {
        await using var system = await TestSystem.Start();
        using var login = await system.LogIn("admin", system.InitialPassword);
        var refreshToken = (await TestSystem.Body(login)).GetProperty("refreshToken").GetString()!;

        using var refreshed = await system.Client.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken });
        using var misused = system.With(refreshToken);

        (await TestSystem.Body(refreshed)).GetProperty("accessToken").GetString().ShouldNotBeNullOrEmpty();
        (await misused.GetAsync("/api/v1/users")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.Client.PostAsJsonAsync("/api/v1/auth/refresh", new { refreshToken = "made up" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_get_the_same_answer()
    {
        await using var system = await TestSystem.Start();

        using var wrong = await system.LogIn("admin", "wrong");
        using var unknown = await system.LogIn("nobody", "wrong");

        wrong.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        unknown.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await unknown.Content.ReadAsStringAsync()).ShouldBe(await wrong.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Logins_are_limited_per_minute()
    {
        await using var system = await TestSystem.Start(("Auth:LoginsPerMinute", "2"));
        using var first = await system.LogIn("admin", "wrong");
        using var second = await system.LogIn("admin", "wrong");

        using var third = await system.LogIn("admin", system.InitialPassword);

        first.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        third.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        third.Headers.RetryAfter.ShouldNotBeNull();
        third.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Reading_needs_no_login_on_loopback_with_one_account_and_changing_does()
    {
        await using var system = await TestSystem.Start();

        (await system.Client.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await system.Client.GetAsync("/metrics")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await system.Client.PutAsJsonAsync("/api/v1/stations/S1", new { name = "x" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.Client.PostAsJsonAsync("/api/v1/devices", new { mn = "x", password = "x", kind = "water" })).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.Client.GetAsync("/api/v1/quarantine")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, "its bytes hold device passwords");
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("x-forwarded-anything", "1")]
    [InlineData("Authorization", "Bearer wrong")]
    [InlineData("Authorization", "Basic YWRtaW46YWRtaW4=")]
    public async Task A_request_that_came_through_a_proxy_or_with_a_wrong_token_is_no_anonymous_reader(string header, string value)
    {
        await using var system = await TestSystem.Start();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stations");
        request.Headers.TryAddWithoutValidation(header, value);

        using var response = await system.Client.SendAsync(request);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.WwwAuthenticate.ShouldHaveSingleItem().ShouldBe(new AuthenticationHeaderValue("Bearer"));
    }

    [Fact]
    public async Task With_a_second_account_reading_needs_a_login()
    {
        await using var system = await TestSystem.Start();

        using var reader = await system.AsNew("reader");

        (await system.Client.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await reader.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Auth:Required", "true")]
    [InlineData("Serve:Listen", "0.0.0.0")]
    public async Task Reading_needs_a_login_when_it_is_required_or_other_machines_can_connect(string key, string value)
    {
        await using var system = await TestSystem.Start((key, value));

        (await system.Client.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.Client.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("reader", false, false, false)]
    [InlineData("technician", true, false, false)]
    [InlineData("officer", false, true, false)]
    public async Task Each_role_does_its_own_work_only(string role, bool installs, bool describes, bool administers)
    {
        await using var system = await TestSystem.Start();
        using var person = await system.AsNew(role);

        ShouldBeAllowed(await person.GetAsync("/api/v1/quarantine"), installs);
        ShouldBeAllowed(await person.PutAsJsonAsync("/api/v1/stations/nowhere", new { name = "x" }), describes);
        ShouldBeAllowed(await person.GetAsync("/api/v1/users"), administers);
        (await person.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_gateways_token_does_not_read_and_ends_when_it_is_withdrawn()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        using var gateway = await system.AsGateway();

        (await gateway.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        var id = (await TestSystem.Body(await admin.GetAsync("/api/v1/tokens"))).GetProperty("items")[0].GetProperty("id").GetString();
        (await admin.DeleteAsync($"/api/v1/tokens/{id}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await gateway.PostAsync("/api/v1/ingest", TestSystem.Protobuf([]))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_deleted_account_and_its_tokens_are_refused_and_the_deletion_is_on_record()
    {
        await using var system = await TestSystem.Start();
        using var admin = await system.As();
        using var officer = await system.AsNew("officer");

        (await officer.DeleteAsync("/api/v1/users/admin")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.DeleteAsync("/api/v1/users/admin")).StatusCode.ShouldBe(HttpStatusCode.Conflict, "nobody locks themselves out");
        (await admin.DeleteAsync("/api/v1/users/nobody")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await admin.DeleteAsync("/api/v1/users/officer")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await officer.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.LogIn("officer", "long enough 1")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TestSystem.Body(await admin.GetAsync("/api/v1/users"))).GetProperty("items").GetArrayLength().ShouldBe(1);
        var audit = (await TestSystem.Body(await admin.GetAsync("/api/v1/audit"))).GetProperty("items")[0];
        audit.GetProperty("action").GetString().ShouldBe("account.delete");
        audit.GetProperty("subject").GetString().ShouldBe("officer");
    }

    [Fact]
    public async Task An_open_stream_of_events_ends_once_its_listener_may_no_longer_read()
    {
        var clock = new ManualTimeProvider(Sample.SampledAt);
        await using var system = await TestSystem.Start(services => services.AddSingleton<TimeProvider>(clock));
        using var response = await system.Client.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead);
        using var stream = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await Eventually.Ends(stream.ReadLineAsync())).ShouldBe("event: hello");

        // The second account ends reading without a login.
        using var reader = await system.AsNew("reader");

        var rest = stream.ReadToEndAsync();
        await Eventually.True(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(15));
            return rest.IsCompleted;
        });
        (await rest).ShouldNotContain("event: reading");
    }

    [Theory]
    [InlineData("attacker.example", HttpStatusCode.MisdirectedRequest)]
    [InlineData("attacker.example:8080", HttpStatusCode.MisdirectedRequest)]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("monitor.example", HttpStatusCode.OK)]
    public async Task On_loopback_only_known_host_names_are_answered(string host, HttpStatusCode expected)
    {
        await using var system = await TestSystem.Start(("Serve:HostNames:0", "monitor.example"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stations");
        request.Headers.Host = host;

        using var response = await system.Client.SendAsync(request);

        response.StatusCode.ShouldBe(expected);
    }

    [Fact]
    public async Task Every_route_states_who_may_use_it()
    {
        await using var system = await TestSystem.Start();

        var unguarded = system.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAuthorizeData>() is null && e.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(e => e.RoutePattern.RawText);

        unguarded.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_store_and_the_audit_hold_no_password_and_no_token()
    {
        await using var system = await TestSystem.Start();
        using var gateway = await system.AsGateway();
        var secret = gateway.DefaultRequestHeaders.Authorization!.Parameter!;
        var password = system.InitialPassword;

        await system.Restart();

        var everything = string.Concat(Directory.EnumerateFiles(system.Data, "monitoring.db*").Where(f => !f.EndsWith(".lock", StringComparison.Ordinal)).Select(f => System.Text.Encoding.Latin1.GetString(ReadShared(f))));
        everything.ShouldContain("edge-1");
        everything.ShouldNotContain(secret);
        everything.ShouldNotContain(password);
    }

    private static byte[] ReadShared(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    private static void ShouldBeAllowed(HttpResponseMessage response, bool isAllowed)
    {
        using (response)
        {
            (response.StatusCode != HttpStatusCode.Forbidden).ShouldBe(isAllowed, response.RequestMessage!.RequestUri!.ToString());
        }
    }
}
