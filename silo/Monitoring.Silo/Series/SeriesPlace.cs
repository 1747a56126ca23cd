namespace Monitoring.Silo.Series;

/// <summary>Where the raw series goes, and who tells it.</summary>
/// <param name="Name">Another name is another series, and is told everything.</param>
/// <param name="Holder">The same over restarts of one silo; differs between silos on one store.</param>
internal sealed record SeriesPlace(string Name, string Holder);
