using Monitoring.Compliance.Periods;
using Monitoring.Compliance.Water;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>A section with the stations that measure for it; none where only samples are taken.</summary>
public sealed record MonitoredSection(Section Section, IReadOnlyList<Station> Stations)
{
    /// <summary>Simulated as soon as one of its stations is: no report may pass that for the river. Null without a station.</summary>
    public StationOrigin? Origin => Stations.Count == 0 ? null : Stations.Max(s => s.Origin);
}

/// <summary>The verdict on a section in one period.</summary>
/// <param name="Means">Per short code what each item entered with, before rounding; longer periods and rivers are made from it.</param>
/// <param name="CertificateId">Of the evidence, which is kept since the verdict was given.</param>
public sealed record SectionVerdict(Section Section, Period Period, WaterVerdict Verdict, IReadOnlyDictionary<string, ItemMean> Means, string CertificateId);
