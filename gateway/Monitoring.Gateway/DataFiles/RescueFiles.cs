using System.Globalization;

namespace Monitoring.Gateway.DataFiles;

/// <summary>The files around a rescue: the new one, the damaged one that was put aside, and the journal that belongs to it.</summary>
internal static class RescueFiles
{
    private const string Aside = ".damaged-";
    private static readonly string[] Companions = ["-wal", "-shm"];

    public static string Rescued(string path) => path + ".rescued";

    public static void Remove(string path)
    {
        File.Delete(path);
        foreach (var companion in Companions)
        {
            File.Delete(path + companion);
        }
    }

    public static void MoveCompanions(string path, string target)
    {
        foreach (var companion in Companions.Where(c => File.Exists(path + c)))
        {
            File.Move(path + companion, target + companion);
        }
    }

    /// <exception cref="IOException">A new file of the same size has no room; nothing is tried that would fill the disk.</exception>
    public static void RequireRoom(string path, long needed)
    {
        var folder = Path.GetDirectoryName(path)!;
        var free = new DriveInfo(OperatingSystem.IsWindows() ? Path.GetPathRoot(folder)! : folder).AvailableFreeSpace;
        if (free < needed)
        {
            throw new IOException($"a new file beside {path} needs up to {needed} bytes, and the disk has {free} left");
        }
    }

    public static string FreeName(string path, TimeProvider clock)
    {
        var at = clock.GetUtcNow().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var target = path + Aside + at;
        for (var n = 2; File.Exists(target); n++)
        {
            target = $"{path}{Aside}{at}-{n}";
        }

        return target;
    }

    /// <summary>The damaged file that was put aside last, to which the journal left here belongs; null when there is none.</summary>
    public static string? Newest(string path) =>
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!, Path.GetFileName(path) + Aside + "*")
            .Where(name => !Companions.Any(c => name.EndsWith(c, StringComparison.Ordinal) || (File.Exists(path + c) && File.Exists(name + c))))
            .OrderBy(File.GetLastWriteTimeUtc)
            .ThenBy(name => name.Length)
            .ThenBy(name => name, StringComparer.Ordinal)
            .LastOrDefault();
}
