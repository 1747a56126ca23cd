using System.Text.Json.Nodes;
using Monitoring.Contracts.PublishedFiles;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>Judges a file as it was published and holds each answer against the published one; the last line counts them.</summary>
internal static class AssessPublished
{
    public static void Run(string layout, TextReader input, LakeSections lakes, TextWriter output)
    {
        if (layout is PublishedFile.AirHourly)
        {
            AssessPublishedAir.Run(input, output);
        }
        else
        {
            AssessPublishedWater.Run(layout, input, lakes, output);
        }
    }

    /// <summary>The rows; of a line that holds no measurement the answer is the reason.</summary>
    public static IEnumerable<PublishedRow> Rows(string layout, TextReader input, TextWriter output)
    {
        foreach (var line in PublishedFile.ReadLines(layout, input))
        {
            if (line.Row is { } row)
            {
                yield return row;
            }
            else
            {
                Write(output, new JsonObject { ["row"] = NumberOf(line.Line), ["reason"] = line.Reason });
            }
        }
    }

    /// <summary>Rows count from 1, lines with the header.</summary>
    public static int NumberOf(int line) => line - 1;

    public static void Write(TextWriter output, JsonObject line) => output.WriteLine(line.ToJsonString(AssessCases.Json));
}
