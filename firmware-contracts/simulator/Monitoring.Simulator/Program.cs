using Monitoring.Simulator.Commands;

namespace Monitoring.Simulator;

/// <summary>The simulator on the command line.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => SimulatorCommandLine.Run(args, Console.Out, Console.Error, TimeProvider.System);
}
