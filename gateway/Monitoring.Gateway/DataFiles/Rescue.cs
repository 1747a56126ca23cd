using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// Replaces a damaged file by a new one that holds every row that can still be read. The damaged file is put aside, byte for
/// byte, only when the new one is whole: a rescue that is interrupted before begins again, and one in its moves is ended.
/// </summary>
internal static class Rescue
{
    /// <summary>Makes the new file beside the damaged one, which stays as it is.</summary>
    /// <exception cref="IOException">The disk has no room for it.</exception>
    public static DamageReport Prepare(string path, DataFileKind kind, SchemaMigrations migrations, string damage, TimeProvider clock)
    {
        // First of all: where the damaged file is not, the rescued one must not be removed.
        var size = new FileInfo(path).Length;
        var rescued = RescueFiles.Rescued(path);
        RescueFiles.Remove(rescued);
        RescueFiles.RequireRoom(path, size);
        DataFile.MakeOwnerOnly(rescued);
        RescuedRows rows;
        using (var into = DataFile.OpenWriter(rescued))
        {
            migrations.Apply(into, rescued, clock);
            rows = RescuedRows.Copy(path, into, kind);

            // Into the one file that is moved: what stayed in a journal would be lost with its name.
            if (into.Scalar("PRAGMA journal_mode = DELETE") is not "delete")
            {
                throw new IOException($"{rescued} could not be made whole");
            }
        }

        return new DamageReport(damage, RescueFiles.FreeName(path, clock), rows.Kept, rows.Missing, rows.IsEndMissing);
    }

    /// <summary>
    /// Moves the damaged file away and the new one to its place; goes on where an earlier call was stopped. The journal goes before the new
    /// file comes: SQLite would take that of the damaged file for the new one's and write its pages over the rescued rows.
    /// </summary>
    public static void Swap(string path, string target)
    {
        if (File.Exists(path))
        {
            File.Move(path, target);
        }

        RescueFiles.MoveCompanions(path, target);
        File.Move(RescueFiles.Rescued(path), path);
    }

    /// <summary>Ends a rescue whose process was stopped in its moves. Before anything opens the file: that would make an empty one.</summary>
    public static void Resume(string path, TimeProvider clock)
    {
        if (!File.Exists(path) && File.Exists(RescueFiles.Rescued(path)))
        {
            Swap(path, RescueFiles.Newest(path) ?? RescueFiles.FreeName(path, clock));
        }
    }

    public static void Tell(ILogger logger, string path, DamageReport report) => logger.LogError(
        "{Path} is damaged ({Damage}); it was moved to {Target} and a new file begun with the {Kept} rows that could be read; {Missing} row numbers between them are missing{End}. What is lost here may be found with: sqlite3 {Target} .recover",
        path,
        report.Damage,
        report.MovedTo,
        report.RowsKept,
        report.RowsMissing,
        report.IsEndMissing ? ", and the last rows" : "",
        report.MovedTo);
}
