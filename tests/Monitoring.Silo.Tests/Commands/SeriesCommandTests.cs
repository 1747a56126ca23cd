using Monitoring.Silo.Tests.Series;
using Monitoring.Testing;

namespace Monitoring.Silo.Tests.Commands;

/// <summary><c>series</c> as an operator calls it.</summary>
public sealed class SeriesCommandTests
{
    [Fact]
    public async Task It_reads_the_store_of_a_system_that_runs()
    {
        await using var followed = new FollowedSilo();
        followed.Series.Refuses = _ => "no number";
        await followed.Follow();
        await followed.Silo.Send(Message.ClassTwo(SiloUnderTest.Noon));
        await followed.TellAll();
        var before = await followed.Outbox.Backlog();

        (await Program.Main(["series", "--data", followed.Silo.Folder])).ShouldBe(0);

        (await followed.Outbox.Backlog()).ShouldBe(before, "looking changes nothing");
    }

    [Fact]
    public async Task It_offers_what_was_refused_again_while_the_system_runs()
    {
        await using var followed = new FollowedSilo();
        followed.Series.Refuses = _ => "no number";
        await followed.Follow();
        await followed.Silo.Send(Message.ClassTwo(SiloUnderTest.Noon));
        await followed.TellAll();
        followed.Series.Refuses = static _ => null;

        (await Program.Main(["series", "--data", followed.Silo.Folder, "--again"])).ShouldBe(0);
        await followed.TellAll();

        (await followed.Outbox.Backlog()).ShouldBe(Storage.Series.SeriesBacklog.None);
        followed.Series.Points.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_folder_without_a_store_is_not_made_one()
    {
        using var folder = new TemporaryFolder();

        (await Program.Main(["series", "--data", folder["mistyped"]])).ShouldBe(1);

        Directory.Exists(folder["mistyped"]).ShouldBeFalse();
    }
}
