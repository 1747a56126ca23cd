using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Tests;

public sealed class StationFeedTests
{
    [Fact]
    public void A_listener_that_does_not_keep_up_loses_the_oldest_and_knows_how_many()
    {
        var feed = new StationFeed(capacity: 3);
        using var slow = feed.Subscribe();

        for (var i = 0; i < 10; i++)
        {
            feed.Publish(new SilenceChanged(Message.River, SiloUnderTest.Noon.AddHours(i), IsSilent: true, LastReceivedAt: null));
        }

        slow.Missed.ShouldBe(7);
        slow.Events.TryRead(out var oldest).ShouldBeTrue();
        oldest.At.ShouldBe(SiloUnderTest.Noon.AddHours(7));
    }

    [Fact]
    public async Task A_listener_that_leaves_hears_no_more_and_its_queue_ends()
    {
        var feed = new StationFeed(capacity: 3);
        var listener = feed.Subscribe();
        feed.IsHeard.ShouldBeTrue();

        listener.Dispose();

        feed.IsHeard.ShouldBeFalse();
        feed.Publish(new SilenceChanged(Message.River, SiloUnderTest.Noon, IsSilent: true, LastReceivedAt: null));
        (await listener.Events.WaitToReadAsync()).ShouldBeFalse();
    }
}
