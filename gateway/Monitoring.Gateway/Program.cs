namespace Monitoring.Gateway;

/// <summary>The gateway as a program of its own.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => Task.FromResult(args.Length > 0 ? 2 : 1);
}
