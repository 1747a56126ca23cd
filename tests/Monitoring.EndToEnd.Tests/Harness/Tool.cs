using System.Diagnostics;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>A program of the machine that tests talk to the product with; absent ones make a test "not run".</summary>
public static class Tool
{
    public static bool IsPresent(string name) => Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(folder => File.Exists(Path.Combine(folder, name)));

    public static void Require(string name) => Assert.SkipUnless(IsPresent(name), $"{name} is not installed");

    public static Process Start(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(name) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{name} did not start");
    }

    /// <summary>Runs to the end with the given input; the input is held open until <paramref name="until"/> appears in the output.</summary>
    public static async Task<(int ExitCode, string Output)> Run(string name, string[] arguments, string input = "", string? until = null)
    {
        using var process = Start(name, arguments);
        await process.StandardInput.WriteAsync(input);
        await process.StandardInput.FlushAsync();
        var output = new System.Text.StringBuilder();
        var errors = process.StandardError.ReadToEndAsync();
        var buffer = new char[4096];
        if (until is null)
        {
            process.StandardInput.Close();
        }

        while (true)
        {
            var count = await Testing.Eventually.Ends(process.StandardOutput.ReadAsync(buffer, 0, buffer.Length), $"{name} goes on writing");
            if (count == 0)
            {
                break;
            }

            output.Append(buffer, 0, count);
            if (until is not null && output.ToString().Contains(until, StringComparison.Ordinal))
            {
                process.StandardInput.Close();
                until = null;
            }
        }

        await Testing.Eventually.Ends(process.WaitForExitAsync(), $"{name} ends");
        return (process.ExitCode, output + await errors);
    }
}
