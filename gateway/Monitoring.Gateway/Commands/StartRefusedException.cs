using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Monitoring.Gateway.Commands;

/// <summary>A reason not to start that its reader can act on: one line, no stack.</summary>
internal sealed class StartRefusedException(string message, int exitCode, Exception? inner = null) : GatewayException(message, inner)
{
    // What binds options says in its message which key holds a value of another type.
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    public int ExitCode { get; } = exitCode;

    /// <summary>Names the option behind a failed start; null when the failure is of another kind.</summary>
    public static StartRefusedException? Of(Exception failure, IConfiguration configuration)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case StartRefusedException known:
                    return known;
                case InvalidOperationException { Source: Binder }:
                    return new StartRefusedException(e.Message, GatewayCommandLine.WrongUsage, failure);
                case OptionsValidationException invalid:
                    return new StartRefusedException(invalid.Failures.First(), GatewayCommandLine.WrongUsage, failure);
                case AddressInUseException:
                    return new StartRefusedException(Taken(failure, configuration), GatewayCommandLine.Failed, failure);
                case GatewayException:
                    return new StartRefusedException($"{e.Message} (--data names another folder)", GatewayCommandLine.Failed, failure);
                case SocketException:
                    return new StartRefusedException($"cannot listen there: {e.Message} (--listen names another address; --hj212, --mqtt and --http another port)", GatewayCommandLine.Failed, failure);
                // Kestrel wraps a taken port in one.
                case IOException { InnerException: null } or UnauthorizedAccessException:
                    return new StartRefusedException($"{e.Message} (--data names another folder)", GatewayCommandLine.Failed, failure);
            }
        }

        return null;
    }

    private static string Taken(Exception failure, IConfiguration configuration)
    {
        (string Option, string Key, int Usual)[] doors = [("--hj212", "Gateway:Hj212Port", 2120), ("--mqtt", "Gateway:MqttPort", 1883), ("--http", ServedGateway.HttpKey, 0)];
        foreach (var (option, key, usual) in doors)
        {
            var port = configuration.GetValue(key, usual);
            if (port != 0 && failure.ToString().Contains($":{port}:", StringComparison.Ordinal))
            {
                return $"port {port} is taken by another process ({option} names another, 0 takes any free one)";
            }
        }

        return "a port is taken by another process (--hj212, --mqtt and --http name others)";
    }
}
