using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Hosting;

namespace Monitoring.Api.Demo;

/// <summary>
/// The simulator as a process of its own: it comes in by the same doors as every device, and shares nothing with this one. It
/// ends when its standard input does, so it never outlives this process, however that ends.
/// </summary>
internal sealed partial class SimulatedFleet(IOptions<DemoOptions> options, ILogger<SimulatedFleet> log) : IAsyncDisposable
{
    private const string Program = "Monitoring.Simulator.dll";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private Process? process;
    private Task watching = Task.CompletedTask;
    private volatile bool isStopping;

    /// <summary>Starts the fleet; what it says goes to <paramref name="output"/>, line by line.</summary>
    /// <exception cref="StartFailure">The simulator does not lie beside this program, or there are no doors for its devices.</exception>
    public void Start(EndpointsFile doors, TextWriter output)
    {
        if (doors is not { Hj212: { } hj212, Mqtt: { } mqtt })
        {
            throw new StartFailure("a demonstration needs a gateway in this process: leave --no-gateway away");
        }

        var program = Path.Combine(AppContext.BaseDirectory, Program);
        if (!File.Exists(program))
        {
            throw new StartFailure($"--demo needs {Program} beside this program; build api/Monitoring.Api again");
        }

        process = Process.Start(new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) is "dotnet" ? host : "dotnet")
        {
            ArgumentList =
            {
                program, "fleet", "--tcp", hj212, "--mqtt", mqtt, "--speed", options.Value.Speed.ToString(CultureInfo.InvariantCulture), "--until-input-ends",
            },
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        watching = Watch(process, TextWriter.Synchronized(output));
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null)
        {
            return;
        }

        isStopping = true;
        process.StandardInput.Close();
        using (var patience = new CancellationTokenSource(Patience))
        {
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!process.HasExited)
        {
            process.Kill();
        }

        await watching;
        process.Dispose();
    }

    private async Task Watch(Process running, TextWriter output)
    {
        await Task.WhenAll(Forward(running.StandardOutput, output), Forward(running.StandardError, output));
        await running.WaitForExitAsync();
        if (!isStopping)
        {
            Ended(log, running.ExitCode);
        }
    }

    private static async Task Forward(StreamReader from, TextWriter to)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            await to.WriteLineAsync($"demo  {line}");
            await to.FlushAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "the simulated fleet has ended by itself (exit code {ExitCode}); start the system again to have it back")]
    private static partial void Ended(ILogger log, int exitCode);
}

internal static class DemoRegistration
{
    public static IServiceCollection AddDemo(this IServiceCollection services, IConfiguration configuration)
    {
        var section = configuration.GetSection(DemoOptions.Section);
        services.AddOptions<DemoOptions>().Bind(section).ValidateDataAnnotations().ValidateOnStart();
        return section.GetValue<bool>(nameof(DemoOptions.Enabled)) ? services.AddSingleton<SimulatedFleet>() : services;
    }
}
