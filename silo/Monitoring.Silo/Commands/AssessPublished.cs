using System.Text.Json.Nodes;
using Monitoring.Silo.Layouts;

namespace Monitoring.Silo.Commands;

/// <summary>Judges a file as it was published and holds each answer against the published one; the last line counts them.</summary>
internal static class AssessPublished
{
    public static void Run(string layout, TextReader input, LakeSections lakes, TextWriter output)
    {
        if (layout is PublishedFiles.AirHourly)
        {
            AssessPublishedAir.Run(input, output);
        }
        else
        {
            AssessPublishedWater.Run(input, lakes, output);
        }
    }

    public static void Write(TextWriter output, JsonObject line) => output.WriteLine(line.ToJsonString(AssessCases.Json));
}
