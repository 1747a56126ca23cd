using System.Net;
using Monitoring.Api.Tests.Alerts;
using Monitoring.Contracts;
using Monitoring.Silo.Hosting;
using Monitoring.Testing;

namespace Monitoring.Api.Tests.Programs;

/// <summary>The programs on a PostgreSQL store: the same walk, the same answers.</summary>
public sealed class PostgresSystemTests : IAsyncLifetime
{
    private PostgresServer server = null!;
    private (string Key, string Value)[] settings = [];

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        server = await PostgresServer.Start();
        await server.Execute("CREATE ROLE monitoring_owner LOGIN; CREATE ROLE monitoring LOGIN");
        await server.CreateDatabase("monitoring", owner: "monitoring_owner");
        settings =
        [
            ("Storage:Kind", "postgres"),
            ("Storage:Postgres:ConnectionString", server.ConnectionString("monitoring", "monitoring")),
            ("Storage:Postgres:MigrationConnectionString", server.ConnectionString("monitoring", "monitoring_owner")),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task In_one_process_a_reading_is_judged_and_is_there_after_a_restart()
    {
        await using var system = await TestSystem.Start(settings);
        await system.Deliver(Sample.Water("RIVER", Sample.SampledAt, Sample.ClassTwo));
        var before = (await system.Get("/api/v1/stations/RIVER/latest")).GetProperty("verdict").GetRawText();

        await system.Restart();

        (await system.Get("/api/v1/stations/RIVER/latest")).GetProperty("verdict").GetRawText().ShouldBe(before);
        (await system.Client.GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.OK);
        File.Exists(Path.Combine(system.Data, "monitoring.db")).ShouldBeFalse("the store is the server's");
    }

    [Fact]
    public async Task As_programs_of_their_own_silo_and_API_share_it()
    {
        await using var silo = await RunningSilo.Start(settings);
        await using var api = await silo.StartApi(settings);
        await using var listener = await EventListener.Connect(api.Client);

        await api.Deliver(Sample.Water("RIVER", Sample.SampledAt, Sample.ClassTwo));

        (await listener.Next()).EventType.ShouldBe("reading");
        (await api.Get("/api/v1/stations/RIVER/latest")).GetProperty("verdict").GetProperty("class").GetInt32().ShouldBe(2);
        using var officer = await api.AsNew("officer");
        (await officer.GetAsync("/api/v1/stations")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task While_the_server_is_away_nothing_is_acknowledged_and_afterwards_everything_goes_on()
    {
        await using var system = await TestSystem.Start(settings);
        await system.Deliver(Sample.Water("RIVER", Sample.SampledAt, Sample.ClassTwo));
        using var gateway = await system.AsGateway();

        var next = new IngestBatch("edge-1", [new SequencedTelemetry(1, Sample.Water("RIVER", Sample.SampledAt.AddHours(4), Sample.ClassTwo))]);

        await server.Stop();
        var ready = await system.Client.GetAsync("/health/ready");
        using var asked = await system.Client.GetAsync("/api/v1/stations/RIVER/latest");
        var taken = await IsTaken();
        await server.Run();

        asked.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        asked.Headers.RetryAfter.ShouldNotBeNull();
        (await asked.Content.ReadAsStringAsync()).ShouldNotContain("127.0.0.1");
        taken.ShouldBeFalse("nothing was durable");

        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync()).ShouldContain("store");
        await Eventually.True(async () => (await system.Client.GetAsync("/health/ready")).IsSuccessStatusCode, "the store answers again");
        // As a gateway does: what no receipt names is sent again. The first to write may find the lost connection.
        await Eventually.True(async () => await IsTaken(), "the message is taken in the end");

        async Task<bool> IsTaken()
        {
            using var answer = await gateway.PostAsync("/api/v1/ingest", TestSystem.Batch(next));
            return answer.IsSuccessStatusCode && UplinkWire.TryRead(await answer.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt) && receipt.Accepted.Count == 1;
        }
    }

    [Theory]
    [InlineData("oracle", null, "Storage:Kind")]
    [InlineData("postgres", null, "Storage:Postgres:ConnectionString")]
    [InlineData("postgres", "Port=many", "Storage:Postgres:ConnectionString")]
    public async Task A_store_that_makes_no_sense_is_one_line_and_wrong_usage(string kind, string? connection, string named)
    {
        var failure = await Should.ThrowAsync<StartFailure>(async () =>
        {
            await using var system = await TestSystem.Start(("Storage:Kind", kind), ("Storage:Postgres:ConnectionString", connection ?? ""));
        });

        failure.IsWrongUsage.ShouldBeTrue();
        failure.Message.ShouldContain(named);
        failure.Message.ShouldNotContain("\n");
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_one_line()
    {
        await server.Stop();

        var failure = await Should.ThrowAsync<StartFailure>(async () =>
        {
            await using var system = await TestSystem.Start(settings);
        });

        failure.Message.ShouldContain($"127.0.0.1:{server.Port}");
        failure.Message.ShouldNotContain("\n");
    }
}
