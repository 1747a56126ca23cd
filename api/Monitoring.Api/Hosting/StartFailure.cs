using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Monitoring.Gateway;
using Monitoring.Storage;

namespace Monitoring.Api.Hosting;

/// <summary>A reason not to start that its reader can act on: one line, no stack.</summary>
internal sealed class StartFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>True when the options contradict themselves; nothing was tried then.</summary>
    public bool IsWrongUsage { get; init; }

    /// <summary>The reason behind a failed start; null when it is a fault of the program itself.</summary>
    public static StartFailure? Of(Exception failure, Doors doors)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case StartFailure known:
                    return known;
                case StoreUnavailableException or GatewayException or OptionsValidationException:
                    return new StartFailure(e.Message, failure);
                case AddressInUseException or SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse }:
                    return new StartFailure(Taken(doors.NamedIn(failure.ToString())), failure);
                case SocketException { SocketErrorCode: SocketError.AddressNotAvailable }:
                    return new StartFailure($"{doors.Listen} is no address of this machine (--listen names another)", failure);
                case SocketException { SocketErrorCode: SocketError.AccessDenied }:
                    return new StartFailure("a port below 1024 needs a privilege that this user lacks (--http, --hj212 and --mqtt name others)", failure);
            }
        }

        return null;
    }

    private static string Taken(Door? door) => door is null
        ? "a port is taken by another process (--http, --hj212 and --mqtt name others)"
        : $"port {door.Port} ({door.Name}) is taken by another process ({door.Option} names another, 0 takes any free one)";
}
