using Monitoring.Contracts;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests.Commands;

/// <summary><c>move</c> as an operator calls it.</summary>
public sealed class MoveCommandTests
{
    [Fact]
    public async Task A_stopped_system_goes_on_in_the_database_and_a_running_one_is_refused()
    {
        Assert.SkipUnless(PostgresServer.AbsentReason.Length == 0, PostgresServer.AbsentReason);
        await using var server = await PostgresServer.Start();
        var to = await server.CreateDatabase("moved");
        using var folder = new TemporaryFolder();
        string before;
        await using (var silo = new SiloUnderTest(Noon.AddDays(2), folder.Path))
        {
            await silo.Ingest.Accept(new IngestBatch("gw", MergePropertyTests.Messages(new Random(5))), default);
            before = await SiloContents.Describe(silo);
            (await Program.Main(["move", "--from", folder.Path, "--to", to])).ShouldBe(1, "it runs");
        }

        (await Program.Main(["move", "--from", folder.Path, "--to", to])).ShouldBe(0);
        (await Program.Main(["move", "--from", folder.Path, "--to", to])).ShouldBe(1, "the database holds a system now");

        await using var moved = new SiloUnderTest(Noon.AddDays(2), store: clock => PostgresMonitoringStore.Open(PostgresDatabase.Of(to), migrator: null, clock));
        (await SiloContents.Describe(moved)).ShouldBe(before);
        await moved.Send("gw", 1000, Message.Water(Noon.AddDays(1), "w01009=7.0"));
    }

    [Theory]
    [InlineData("no connection string")]
    [InlineData("Database=nowhere")]
    public async Task A_connection_that_makes_no_sense_is_wrong_usage(string to)
    {
        using var folder = new TemporaryFolder();

        (await Program.Main(["move", "--from", folder.Path, "--to", to])).ShouldBe(2);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_not_made()
    {
        using var folder = new TemporaryFolder();

        (await Program.Main(["move", "--from", folder["mistyped"], "--to", "Host=127.0.0.1;Port=1;Database=x"])).ShouldBe(1);

        Directory.Exists(folder["mistyped"]).ShouldBeFalse();
    }
}
