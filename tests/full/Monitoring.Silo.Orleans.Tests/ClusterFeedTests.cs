using Monitoring.Silo.Hosting;
using Monitoring.Silo.Stations;
using Monitoring.Contracts;
using Monitoring.Silo.Tests;
using Monitoring.Testing;

namespace Monitoring.Silo.Orleans.Tests;

public sealed class ClusterFeedTests(ClusterDatabase database)
{
    [Fact]
    public async Task What_happens_at_a_station_is_heard_in_every_silo_once()
    {
        await using var cluster = new ClusterUnderTest();
        var connection = await database.CreateDatabase();
        await cluster.Join(SiloInTest.Options(connection));
        await cluster.Join(SiloInTest.Options(connection));
        using var first = cluster.Silos[0].Feed.Subscribe();
        using var second = cluster.Silos[1].Feed.Subscribe();

        await cluster.Router.Accept(new StationBatch(Message.River, "gw", SiloUnderTest.Noon, [new SequencedTelemetry(1, Message.ClassTwo(SiloUnderTest.Noon))]));

        foreach (var listener in new[] { first, second })
        {
            (await Next(listener)).ShouldBeOfType<ReadingsArrived>().Parameters.Count.ShouldBe(5);
            var verdict = (await Next(listener)).ShouldBeOfType<VerdictChanged>();
            verdict.Station.ShouldBe(Message.River);
            verdict.After.Water!.Class.ShouldBe(2);
            listener.Events.TryRead(out _).ShouldBeFalse();
        }
    }

    private static Task<FeedEvent> Next(FeedSubscription listener) => Eventually.Ends(listener.Events.ReadAsync().AsTask(), "an event comes");
}
