using System.Diagnostics;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests;

/// <summary>A disk of its own of some megabytes, which really fills up: a file system in memory. Only root can have one.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk()
    {
    }

    public string Path => folder.Path;

    public static SmallDisk OrSkip(int megabytes)
    {
        var disk = new SmallDisk();
        if (!OperatingSystem.IsLinux() || Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path) != 0)
        {
            disk.folder.Dispose();
            Assert.Skip("a disk of its own needs root on Linux");
        }

        return disk;
    }

    /// <summary>Takes all the room but so many bytes.</summary>
    public void Fill(int leave)
    {
        using var filler = File.Create(System.IO.Path.Combine(Path, "filler"));
        filler.Write(new byte[new DriveInfo(Path).AvailableFreeSpace - leave]);
    }

    public void Empty() => File.Delete(System.IO.Path.Combine(Path, "filler"));

    public void MakeReadOnly() => Run("mount", "-o", "remount,ro", Path).ShouldBe(0);

    public void Dispose()
    {
        Run("umount", "--lazy", Path);
        folder.Dispose();
    }

    private static int Run(string program, params string[] arguments)
    {
        try
        {
            using var run = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true })!;
            run.WaitForExit();
            return run.ExitCode;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return -1;
        }
    }
}
