using Microsoft.Data.Sqlite;
using Monitoring.Storage;
using Monitoring.Storage.Sqlite;
using Monitoring.Testing;
using static Monitoring.Silo.Tests.SiloUnderTest;

namespace Monitoring.Silo.Tests;

/// <summary>Files of every released schema go on being opened, with what they hold.</summary>
public sealed class OlderDataFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_file_of_schema_1_opens_with_its_readings_verdicts_and_users()
    {
        Build("monitoring-v1.sql");
        await using var silo = new SiloUnderTest(folder: folder.Path);

        (await silo.Queries.Latest(Message.River)).Select(l => $"{l.Parameter}={l.Reading.Reading.Text}")
            .ShouldBe(["w01001=7.5", "w01009=5.5", "w01019=3.1", "w21003=0.02L", "w21011=0.25"]);
        (await silo.Readings(Message.River, "w21011")).ShouldHaveSingleItem().Superseded.ShouldHaveSingleItem().Reading.Text.ShouldBe("0.08");
        (await silo.Verdict(Message.City))!.Aqi.ShouldBe(114);
        (await silo.Queries.Gateways()).ShouldHaveSingleItem().Gaps.ShouldBe([new Contracts.SequenceRange(4, 4)]);
        (await silo.Store.Users.Find("admin")).ShouldNotBeNull().Roles.ShouldBe(["admin"]);

        var verdicts = (await silo.Queries.Verdicts(Message.River, VerdictKind.Instant, Noon.AddDays(-1), Noon.AddDays(1), cursor: null, limit: 10)).Items;
        verdicts.Select(v => v.Class).ShouldBe([4, 3]);
        foreach (var verdict in verdicts)
        {
            (await silo.Certificates.Find(verdict.CertificateId)).ShouldNotBeNull();
        }

        // And it goes on: the next message joins what is there.
        await silo.Send("gw-east", 6, Message.Water(Noon.AddHours(5), "w01009=7.0"));
        (await silo.Aggregates(Message.River, "w01009", AggregateResolution.Day)).ShouldHaveSingleItem().Sum.ShouldBe(19.5m);
    }

    public void Dispose() => folder.Dispose();

    private void Build(string fixture)
    {
        using var connection = new SqliteConnection($"Data Source={folder[SqliteMonitoringStore.FileName]};Pooling=False;Foreign Keys=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "fixtures", fixture));
        command.ExecuteNonQuery();
    }
}
