namespace Monitoring.Contracts.PublishedFiles;

/// <summary>A line of a published file: a row, or the reason why it is none.</summary>
/// <param name="Line">Line in the file; the header is line 1.</param>
/// <param name="Row">What the line says; null when it holds no measurement.</param>
/// <param name="Reason">Why it holds none; null with a row.</param>
public sealed record PublishedLine(int Line, PublishedRow? Row, string? Reason);

/// <summary>
/// One row of a file of published measurements, as the device behind it would have sent it: unrounded values where the
/// file has them, missing items left out, and the data mark that the row's state of the station stands for.
/// </summary>
/// <param name="Line">Line in the file; the header is line 1.</param>
/// <param name="Date">The day the row belongs to: the day of the snapshot where the file has one (a stopped station shows older values), else that of <paramref name="Start"/>.</param>
/// <param name="Kind">Water, air or hydrology.</param>
/// <param name="Province">Province in Chinese as published, for air the city; empty where the file has none.</param>
/// <param name="Place">Name of the section, or code of the air station or gauge.</param>
/// <param name="Start">Moment of sampling, or start of the interval (published hours are labelled by their end).</param>
/// <param name="Length">Length of the interval; zero for a moment.</param>
/// <param name="Values">Values in the file's order of columns.</param>
/// <param name="Flag">Data mark of every value (<see cref="DataMark"/>).</param>
/// <param name="PublishedVerdict">The class or AQI printed in the row; empty when none is.</param>
public sealed record PublishedRow(
    int Line,
    DateOnly Date,
    StationKind Kind,
    string Province,
    string Place,
    DateTimeOffset Start,
    TimeSpan Length,
    IReadOnlyList<PublishedValue> Values,
    string Flag,
    string PublishedVerdict)
{
    /// <summary>Name of the place, where <see cref="Place"/> is a code.</summary>
    public string PlaceName { get; init; } = Place;

    /// <summary>River; empty where the file names none.</summary>
    public string River { get; init; } = "";

    /// <summary>Degrees east; null where the file has none.</summary>
    public decimal? Longitude { get; init; }

    /// <summary>Degrees north; null where the file has none.</summary>
    public decimal? Latitude { get; init; }

    /// <summary>The main pollutants as the feed names them, separated by commas; empty when it names none.</summary>
    public string PublishedPrimary { get; init; } = "";
}

/// <summary>One value of a <see cref="PublishedRow"/>.</summary>
/// <param name="Parameter">What was measured.</param>
/// <param name="Text">The digits of the file.</param>
public readonly record struct PublishedValue(ParameterCode Parameter, string Text);
