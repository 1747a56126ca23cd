namespace Monitoring.Contracts.Tests;

public sealed class StationIdTests
{
    private static readonly string Longest = new('7', StationId.MaxLength);

    [Theory]
    [InlineData("A500101_0001")]
    [InlineData("a.b-c")]
    public void An_MN_that_is_an_id_stays_as_it_is(string mn) => StationId.FromMn(mn).Value.ShouldBe(mn);

    [Fact]
    public void The_longest_MN_that_is_an_id_stays_as_it_is() => StationId.FromMn(Longest).Value.ShouldBe(Longest);

    [Fact]
    public void Any_other_MN_is_written_out_with_a_part_of_its_hash() => StationId.FromMn("A/1").Value.ShouldBe("A_2f1.a5b3d27a");

    [Theory]
    [InlineData("A/1", "A_2f1")]
    [InlineData("A\u12341", "A\u0012341")]
    [InlineData("水位", "水位 ")]
    public void Two_MNs_do_not_share_an_id(string one, string other) => StationId.FromMn(one).ShouldNotBe(StationId.FromMn(other));

    [Fact]
    public void Long_MNs_that_differ_at_the_end_do_not_share_an_id()
    {
        StationId.FromMn(Longest + "1").ShouldNotBe(StationId.FromMn(Longest + "2"));
        StationId.FromMn(new string('#', 63) + "1").ShouldNotBe(StationId.FromMn(new string('#', 63) + "2"));
    }

    [Theory]
    [InlineData("#")]
    [InlineData("################################################################")]
    [InlineData("77777777777777777777777777777777777777777777777777777777777777777")]
    public void Every_id_made_of_an_MN_can_be_read_again(string mn)
    {
        var id = StationId.FromMn(mn);

        StationId.TryParse(id.Value, out var read).ShouldBeTrue();
        read.ShouldBe(id);
    }
}
