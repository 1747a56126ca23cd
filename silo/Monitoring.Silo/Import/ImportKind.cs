using Monitoring.Contracts.PublishedFiles;

namespace Monitoring.Silo.Import;

/// <summary>The column mappings of <c>import</c>; <c>docs/operations/import.md</c> describes each.</summary>
internal static class ImportKind
{
    /// <summary>Our own layout: values of samples taken by hand.</summary>
    public const string HandSamples = "hand-samples";

    public static readonly string[] All =
        [PublishedFile.WaterSnapshot, PublishedFile.WaterNational, PublishedFile.AirHourly, PublishedFile.Hydrology, HandSamples];

    /// <exception cref="FormatException">The file does not have the columns of the kind.</exception>
    public static IEnumerable<ImportLine> Read(string kind, TextReader file, DateTimeOffset now) => kind is HandSamples
        ? HandSampleFile.Read(file, now)
        : PublishedFile.ReadLines(kind, file).Select(line => PublishedImport.Of(kind, line, now));
}
