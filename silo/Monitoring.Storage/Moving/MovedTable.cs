namespace Monitoring.Storage.Moving;

/// <summary>A table after the move, as both sides were read.</summary>
/// <param name="Rows">In the data folder.</param>
/// <param name="RowsThere">In the database.</param>
/// <param name="IsSame">Counts and checksums of both agree.</param>
public sealed record MovedTable(string Name, long Rows, long RowsThere, bool IsSame);
