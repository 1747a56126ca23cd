namespace Monitoring.Storage;

/// <summary>How the store stands, read from the writing connection itself.</summary>
/// <param name="Place">The file, or host and database; never a secret.</param>
/// <param name="Engine">Name and version.</param>
/// <param name="Durability">The settings that a commit's promise hangs on, as the engine states them.</param>
/// <param name="SyncsEveryCommit">True when a commit that returned survives a loss of power.</param>
/// <param name="Commits">Transactions since the start.</param>
/// <param name="Writes">Writes in them; above <paramref name="Commits"/> where commits held several.</param>
public sealed record StoreStatus(
    string Place, string Engine, int SchemaVersion, string Durability, bool SyncsEveryCommit, long Commits, long Writes, int LargestGroup, int Waiting);
