using System.Diagnostics;
using System.Net;

namespace Monitoring.Testing;

/// <summary>A server as a plain process on the loopback, with its own folder, which it keeps over restarts.</summary>
public sealed class ServerProcess(string program, Func<IEnumerable<string>> arguments, Uri probe) : IAsyncDisposable
{
    private Process? process;

    /// <summary>Where Debian puts servers, whether the PATH says so or not.</summary>
    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Append("/usr/sbin").Append("/usr/bin")
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);

    public async Task Start()
    {
        process = Process.Start(new ProcessStartInfo(program, arguments()) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;

        // What it writes is read and left, or it would stop at a full pipe.
        process.OutputDataReceived += static (_, _) => { };
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.True(Answers, $"{program} answers at {probe}");
    }

    /// <summary>As a power cut ends it.</summary>
    public async Task Kill()
    {
        if (process is { HasExited: false })
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process?.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync() => await Kill();

    private async Task<bool> Answers()
    {
        if (process is { HasExited: true })
        {
            throw new InvalidOperationException($"{program} ended with {process.ExitCode} before it answered");
        }

        using var http = new HttpClient();
        try
        {
            using var answer = await http.GetAsync(probe);
            return answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NoContent;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
