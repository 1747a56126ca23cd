namespace Monitoring.Contracts.Tests;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("", true)]
    [InlineData("0.30L", true)]
    [InlineData("东风 7.2", true)]
    [InlineData("\ud83d\ude00\ud83d\ude00x", true)]
    [InlineData("7\0", false)]
    [InlineData("\t7", false)]
    [InlineData("\ud83d\ude00\u001f", false)]
    public void Has_no_control_characters_and_no_halves_of_pairs(string text, bool isPlain) => PlainText.IsPlain(text).ShouldBe(isPlain);

    // The metadata of an attribute, being UTF-8, holds no half of a pair.
    [Fact]
    public void A_half_of_a_pair_is_none_wherever_it_stands()
    {
        foreach (var text in new[] { "7\ud83d", "\ude00\ud83d", "\ud83dx", "\ud83d\ude00\ude00" })
        {
            PlainText.IsPlain(text).ShouldBeFalse();
        }
    }
}
