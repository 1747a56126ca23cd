namespace Monitoring.Gateway.DataFiles;

/// <summary>How a data file was found when it was opened.</summary>
/// <param name="Path">The file.</param>
/// <param name="SchemaVersion">The number of its newest migration.</param>
/// <param name="WasUncleanStart">True when the last process that used it did not close it.</param>
/// <param name="DamagedFileMovedTo">Where the file that could not be used was put; null when it was sound. A new one was begun.</param>
/// <param name="Pragmas">Read back on the live writer connection.</param>
public sealed record DataFileStatus(string Path, int SchemaVersion, bool WasUncleanStart, string? DamagedFileMovedTo, PragmaReport Pragmas);
