namespace Monitoring.Gateway.DataFiles;

/// <summary>How a data file was found when it was opened, and what has become of it since.</summary>
/// <param name="Path">The file.</param>
/// <param name="SchemaVersion">The number of its newest migration.</param>
/// <param name="WasUncleanStart">True when the last process that used it did not close it.</param>
/// <param name="Damage">What was done about damage since the start; null while there was none.</param>
/// <param name="Pragmas">Read back on the live writer connection.</param>
public sealed record DataFileStatus(string Path, int SchemaVersion, bool WasUncleanStart, DamageReport? Damage, PragmaReport Pragmas);
