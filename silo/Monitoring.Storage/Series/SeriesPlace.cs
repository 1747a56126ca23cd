namespace Monitoring.Storage.Series;

/// <summary>Where the raw series goes, and who tells it.</summary>
/// <param name="Name">Another name is another series, and is told everything.</param>
/// <param name="Holder">The same over restarts of one silo; differs between silos on one store.</param>
public sealed record SeriesPlace(string Name, string Holder);

/// <summary>Whether somebody may tell a series now.</summary>
public enum SeriesHold
{
    Held = 1,

    /// <summary>Another process tells the same series.</summary>
    HeldByAnother = 2,

    /// <summary>The store follows another series, or none: somebody else configured it otherwise.</summary>
    NotFollowed = 3,
}
