using System.Text;
using Monitoring.Contracts.PublishedFiles;

namespace Monitoring.Fuzz.Targets;

/// <summary>Published files, read in each layout: rows or reasons, or a <see cref="FormatException"/> for a file of another form.</summary>
public sealed class PublishedFileTarget : FuzzTarget
{
    private static readonly string[] Layouts = [.. PublishedFile.Layouts, PublishedFile.Hydrology];

    public override string Name => "published-files";

    public override IReadOnlyList<byte[]> Seeds { get; } = Corpus.Of("published-files");

    public override IReadOnlyList<byte[]> Words { get; } = Texts(",", "\"", "\"\"", "\n", "\r\n", ",,,,", "--", "*", "正常", "维护", "停站", "2020-05-08 08:00", "2026-11-21", "\uFEFF", "I", "劣V", "-1");

    public override IReadOnlyList<string> Demanded { get; } = [.. Layouts.SelectMany(l => new[] { $"{l}: row", $"{l}: refused", $"{l}: reason" })];

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var text = Encoding.UTF8.GetString(input);
        foreach (var layout in Layouts)
        {
            try
            {
                foreach (var line in PublishedFile.ReadLines(layout, new StringReader(text)))
                {
                    Hold(line.Row is null == line.Reason is not null, "a line is a row or has a reason");
                    outcomes.Add(line.Row is null ? $"{layout}: reason" : $"{layout}: row");
                    _ = line.Row is { } row ? PublishedDevice.Of(row) : null;
                }
            }
            catch (FormatException)
            {
                outcomes.Add($"{layout}: refused");
            }
        }

        return ValueTask.CompletedTask;
    }
}
