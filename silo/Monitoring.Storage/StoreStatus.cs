namespace Monitoring.Storage;

/// <summary>How the store stands, read from the writing connection itself.</summary>
/// <param name="JournalMode">As SQLite states it; <c>wal</c>.</param>
/// <param name="Synchronous">As SQLite states it; 2 is FULL.</param>
/// <param name="Commits">Transactions since the start.</param>
/// <param name="Writes">Writes in them; above <paramref name="Commits"/> where commits held several.</param>
public sealed record StoreStatus(string Path, int SchemaVersion, string SqliteVersion, string JournalMode, int Synchronous, long Commits, long Writes, int LargestGroup, int Waiting);
