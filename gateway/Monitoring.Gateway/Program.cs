using Monitoring.Gateway.Commands;

namespace Monitoring.Gateway;

/// <summary>The gateway as a program of its own.</summary>
public static class Program
{
    public static Task<int> Main(string[] args) => GatewayCommandLine.Run(args, ServedGateway.Run);
}
