using System.Diagnostics;
using System.Text;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>One of the product's programs in a process of its own.</summary>
public sealed class RunningProgram : IAsyncDisposable
{
    private static readonly string Configuration = Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/'));
    private readonly Process process;
    private readonly bool isTraced;
    private readonly StringBuilder output = new();

    private RunningProgram(Process process, bool isTraced)
    {
        this.process = process;
        this.isTraced = isTraced;
        process.OutputDataReceived += Keep;
        process.ErrorDataReceived += Keep;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public bool HasExited => process.HasExited;

    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>The file that <c>dotnet</c> runs: built with these tests, so beside them.</summary>
    public static string PathOf(string project) => Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", project, Configuration, $"{project}.dll"));

    /// <summary>Starts it, without waiting for anything.</summary>
    /// <param name="project">The program's project.</param>
    /// <param name="arguments">Its options.</param>
    /// <param name="settings">Keys of its configuration, as environment variables.</param>
    /// <param name="traceFile">When set, every sync and send of the process is recorded there, in order.</param>
    public static RunningProgram Launch(string project, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> settings, string? traceFile = null)
    {
        string[] tracer = traceFile is null
            ? []
            : ["strace", "-f", "-y", "-s", "8192", "-e", "trace=write,pwrite64,pwritev,writev,fsync,fdatasync,sendto,sendmsg", "-o", traceFile];
        string[] command = [.. tracer, "dotnet", PathOf(project), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1" },
        };
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new RunningProgram(Process.Start(start)!, traceFile is not null);
    }

    /// <summary>SIGKILL: nothing is flushed, nobody says goodbye.</summary>
    public async Task Kill()
    {
        process.Kill(entireProcessTree: isTraced);
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager stops it.</summary>
    public async Task<int> Stop()
    {
        var target = isTraced ? await ChildOf(process.Id) : process.Id;
        await Tool.Run("kill", ["-TERM", target.ToString()]);
        await Eventually.Ends(process.WaitForExitAsync(), "the program stops");
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    private static async Task<int> ChildOf(int pid) => int.Parse((await Tool.Run("ps", ["-o", "pid=", "--ppid", pid.ToString()])).Output.Trim().Split('\n')[0]);

    private void Keep(object sender, DataReceivedEventArgs line)
    {
        lock (output)
        {
            output.AppendLine(line.Data);
        }
    }
}
