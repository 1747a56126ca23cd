using System.ComponentModel.DataAnnotations;

namespace Monitoring.Storage.Series;

public enum SeriesKind
{
    /// <summary>The state store alone.</summary>
    None = 0,

    /// <summary>Line protocol and InfluxQL by this project's own client.</summary>
    Influx = 1,

    /// <summary>InfluxDB 2 by InfluxDB.Client; only in builds with that library.</summary>
    InfluxClient = 2,
}

/// <summary>A second store that has the raw series beside the state store.</summary>
public sealed class SeriesOptions
{
    public const string Section = "Storage:Series";

    /// <summary><c>none</c>, <c>influx</c> or <c>influx-client</c>.</summary>
    public string Kind { get; set; } = "none";

    /// <summary>Readings of one write. More are faster; a refused line costs more repeats.</summary>
    [Range(1, 100_000)]
    public int BatchReadings { get; set; } = 5000;

    /// <summary>How often an idle follower looks for changes.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Pause after a write that failed with all its repeats.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan FailurePause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Changed messages that may wait, some 30 bytes each. Beyond it they are given up and, when the server is back, everything is copied anew:
    /// nothing is lost, and the state store does not grow without end.
    /// </summary>
    [Range(1000, 1_000_000_000)]
    public long MaxWaiting { get; set; } = 20_000_000;

    /// <summary>
    /// How long after the server answers again readings are told once more that an unanswered request was about: longer than a server still carries out
    /// what nobody waits for. A longer time leaves an old value standing longer, a shorter one may tell too early.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "1.00:00:00")]
    public TimeSpan TellAgainAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Refused readings that are noted. Health and log say so from four fifths on; beyond it the notes of the oldest are given up, and the next
    /// start copies everything anew. The readings themselves stand in the state store.
    /// </summary>
    [Range(10, 100_000_000)]
    public long MaxParked { get; set; } = 100_000;

    /// <summary>As many of them as somebody has to look at; also those whose notes stay at the bound.</summary>
    public long ParkedToWarn => MaxParked / 5 * 4;

    /// <summary>What <see cref="Kind"/> says; null when it says nothing.</summary>
    public SeriesKind? Parsed => Kind switch
    {
        "" or "none" => SeriesKind.None,
        "influx" => SeriesKind.Influx,
        "influx-client" => SeriesKind.InfluxClient,
        _ => null,
    };
}
