namespace Monitoring.Silo.Orleans;

/// <summary>The silo's program, which can also share its stations with others.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args) => Silo.Program.Run(args, [OrleansHosting.Stations]);
}
