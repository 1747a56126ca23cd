namespace Monitoring.Gateway.DataFiles;

/// <summary>The settings that durability rests on, as the live writer connection answers them; not as somebody meant to set them.</summary>
/// <param name="JournalMode"><c>wal</c>.</param>
/// <param name="Synchronous">0 off, 1 normal, 2 full, 3 extra.</param>
public sealed record PragmaReport(string JournalMode, int Synchronous)
{
    /// <summary>True when a commit returns only after the sync that covers it.</summary>
    public bool IsDurable => JournalMode is "wal" && Synchronous >= 2;
}
