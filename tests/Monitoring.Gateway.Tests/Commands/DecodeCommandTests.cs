using System.Text;
using System.Text.Json;
using Monitoring.Gateway.Commands;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Tests.Commands;

public sealed class DecodeCommandTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("")]
    [InlineData("\r\n")]
    public async Task Each_line_is_decoded_by_itself_and_the_last_needs_no_line_end(string end)
    {
        var good = Hj212Escapes.Escape(Frames.Upload(Frames.Qn(1)));

        var lines = await Decode($"{good}\n\nnoise\n{good[..60]}\n{good}{end}");

        lines.Select(l => l.GetProperty("valid").GetBoolean() ? "frame" : l.GetProperty("reason").GetString()).ShouldBe(["frame", "noise", "truncated", "frame"]);
        lines[0].GetProperty("values")[0].GetProperty("rtd").GetString().ShouldBe("6.90");
    }

    [Fact]
    public async Task A_line_longer_than_any_buffer_is_noise_of_its_length()
    {
        var line = (await Decode(new string('7', 3_000_000))).ShouldHaveSingleItem();

        (line.GetProperty("reason").GetString(), line.GetProperty("bytes").GetInt64()).ShouldBe(("noise", 3_000_000));
    }

    [Fact]
    public async Task A_file_without_line_ends_is_decoded_in_pieces_and_what_follows_is_found()
    {
        const int Length = (2 * DecodeCommand.LongestLine) + 1_000_000;

        var lines = await Decode(new string('7', Length) + "\n" + Hj212Escapes.Escape(Frames.Upload(Frames.Qn(1))));

        lines[^1].GetProperty("valid").GetBoolean().ShouldBeTrue();
        var pieces = lines[..^1].Select(l => l.GetProperty("bytes").GetInt64()).ToList();
        pieces.Sum().ShouldBe(Length);
        pieces.Max().ShouldBeLessThanOrEqualTo(DecodeCommand.LongestLine);
    }

    private static async Task<List<JsonElement>> Decode(string text)
    {
        using var output = new MemoryStream();
        await DecodeCommand.Decode(new MemoryStream(Encoding.ASCII.GetBytes(text)), output, Hj212ReadOptions.Default, CancellationToken.None);
        return [.. Encoding.UTF8.GetString(output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];
    }
}
