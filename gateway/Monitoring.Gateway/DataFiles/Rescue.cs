using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.DataFiles;

/// <summary>
/// Replaces a damaged file by a new one that holds every row that can still be read. The damaged file is put aside, byte for
/// byte, only when the new one is whole: a rescue that is interrupted begins again.
/// </summary>
internal static class Rescue
{
    private static readonly string[] Companions = ["-wal", "-shm"];

    public static DamageReport Replace(string path, DataFileKind kind, SchemaMigrations migrations, string damage, TimeProvider clock, ILogger logger)
    {
        var rescued = RescuedName(path);
        Remove(rescued);
        var target = FreeName(path, clock);
        RescuedRows rows;
        using (var into = DataFile.OpenWriter(rescued))
        {
            migrations.Apply(into, rescued, clock);
            rows = RescuedRows.Copy(path, into, kind);
        }

        File.Move(path, target);
        foreach (var companion in Companions.Where(c => File.Exists(path + c)))
        {
            File.Move(path + companion, target + companion);
        }

        File.Move(rescued, path);
        logger.LogError(
            "{Path} is damaged ({Damage}); it was moved to {Target} and a new file begun with the {Kept} rows that could be read; {Missing} row numbers between them are missing{End}. What is lost here may be found with: sqlite3 {Target} .recover",
            path,
            damage,
            target,
            rows.Kept,
            rows.Missing,
            rows.IsEndMissing ? ", and the last rows" : "",
            target);
        return new DamageReport(damage, target, rows.Kept, rows.Missing, rows.IsEndMissing);
    }

    /// <summary>Ends a rescue whose process was stopped between its last two renames.</summary>
    public static void Resume(string path)
    {
        if (!File.Exists(path) && File.Exists(RescuedName(path)))
        {
            File.Move(RescuedName(path), path);
        }
    }

    private static string RescuedName(string path) => path + ".rescued";

    private static void Remove(string path)
    {
        File.Delete(path);
        foreach (var companion in Companions)
        {
            File.Delete(path + companion);
        }
    }

    private static string FreeName(string path, TimeProvider clock)
    {
        var at = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var target = $"{path}.damaged-{at}";
        for (var n = 2; File.Exists(target); n++)
        {
            target = $"{path}.damaged-{at}-{n}";
        }

        return target;
    }
}
