using System.Net.Http.Headers;
using Monitoring.Contracts;
using Monitoring.Silo.Http;
using Monitoring.Silo.Tests;
using Monitoring.Storage;
using Monitoring.Storage.Postgres;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>Two programs that share the stations; one is killed while batches are under way.</summary>
public sealed class KilledSiloTests(ClusterDatabase database)
{
    private const int Stations = 40;
    private const int Batches = 30;

    [Fact]
    public async Task Nothing_that_was_sent_is_lost_refused_or_stored_twice()
    {
        var connection = await database.CreateDatabase();
        await using var killed = await SiloProgram.Start(connection);
        await using var left = await SiloProgram.Start(connection);
        using var door = new HttpClient { BaseAddress = left.Http, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", left.Key) } };
        var settled = 0;

        var sending = Enumerable.Range(0, Batches / 2).Select(SendOne).ToList();
        await Eventually.True(() => Volatile.Read(ref settled) > 0, "the first batches are in");
        await killed.Kill();

        // Half of them at least go to stations whose owner is dead and not yet known to be.
        sending.AddRange(Enumerable.Range(Batches / 2, Batches / 2).Select(SendOne).ToList());
        await Eventually.Goes(() => Volatile.Read(ref settled), Task.WhenAll(sending), "the batches find the stations' next owners");

        await using var store = PostgresMonitoringStore.OpenBeside(PostgresDatabase.Of(connection), TimeProvider.System)!;
        foreach (var station in Enumerable.Range(0, Stations).Select(StationOf))
        {
            var history = (await store.Queries.Readings(
                new ReadingRange(station, ParameterCode.Parse("w01009"), SiloUnderTest.Noon.AddDays(-1), SiloUnderTest.Noon.AddDays(1)), cursor: null, limit: 1000)).Items;
            history.Select(h => h.Current.Reading.Text).ShouldBe(Enumerable.Range(0, Batches).Select(TextOf), station.Value);
            history.ShouldAllBe(h => h.Superseded.Count == 0);
        }

        async Task SendOne(int number)
        {
            await Send(door, number);
            Interlocked.Increment(ref settled);
        }
    }

    // As a gateway does: what no receipt names is sent again.
    private static async Task Send(HttpClient door, int number)
    {
        var waiting = Enumerable.Range(0, Stations)
            .Select(s => new SequencedTelemetry((number * Stations) + s + 1, Message.Water(StationOf(s), SiloUnderTest.Noon.AddMinutes(number), $"w01009={TextOf(number)}"))).ToList();
        while (waiting.Count > 0)
        {
            using var body = new ByteArrayContent(UplinkWire.Write(new IngestBatch("gw", waiting)));
            body.Headers.ContentType = new MediaTypeHeaderValue(UplinkWire.ContentType);
            using var response = await door.PostAsync(IngestEndpoint.Path, body);
            response.EnsureSuccessStatusCode();
            UplinkWire.TryRead(await response.Content.ReadAsByteArrayAsync(), out IngestReceipt? receipt).ShouldBeTrue();
            receipt!.Rejected.ShouldBeEmpty();
            waiting.RemoveAll(e => receipt.Accepted.Any(r => r.First <= e.Sequence && e.Sequence <= r.Last));
        }
    }

    private static StationId StationOf(int number) => StationId.Parse($"S{number:D3}");

    private static string TextOf(int number) => $"7.{number:D2}";
}
