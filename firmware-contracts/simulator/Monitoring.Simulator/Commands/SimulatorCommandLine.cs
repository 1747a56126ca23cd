using System.CommandLine;

namespace Monitoring.Simulator.Commands;

/// <summary>The verbs of the simulator. Exit codes: 0 done, 1 the work failed, 2 wrong usage.</summary>
public static class SimulatorCommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int Misused = 2;

    public static async Task<int> Run(string[] args, TextWriter output, TextWriter errors, TimeProvider time)
    {
        var console = TextWriter.Synchronized(output);
        var root = new RootCommand("Plays the devices of the Monitoring system: real bytes over TCP, MQTT and a serial line.")
        {
            FleetCommand.Create(console, time),
            ReplayCommand.Create(console, time),
            DeviceCommand.Create(console, time),
        };
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await errors.WriteLineAsync(parsed.Errors[0].Message.Split('\n')[0].TrimEnd());
            return Misused;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = output, Error = errors });
        }
        catch (OperationCanceledException)
        {
            // Ctrl-C is how a fleet ends.
            return Done;
        }
        catch (Exception fault) when (fault is FormatException or IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync(fault.Message);
            return Failed;
        }
    }
}
