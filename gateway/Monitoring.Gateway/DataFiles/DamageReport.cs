namespace Monitoring.Gateway.DataFiles;

/// <summary>What became of a data file that was damaged.</summary>
/// <param name="Damage">What was wrong with it.</param>
/// <param name="MovedTo">Where the file lies now, byte for byte.</param>
/// <param name="RowsKept">Rows that could be read and are in the new file.</param>
/// <param name="RowsMissing">Row numbers between readable rows that could not be read: at most so many rows are lost there.</param>
/// <param name="IsEndMissing">True when the last rows of a table could not be read either; how many there were is not known.</param>
public sealed record DamageReport(string Damage, string MovedTo, long RowsKept, long RowsMissing, bool IsEndMissing);
