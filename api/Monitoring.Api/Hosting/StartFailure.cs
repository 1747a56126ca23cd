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
    public static StartFailure? Of(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            switch (e)
            {
                case StartFailure known:
                    return known;
                case StoreUnavailableException or GatewayException or OptionsValidationException:
                    return new StartFailure(e.Message, failure);
                case AddressInUseException:
                    return new StartFailure("a port was taken by another process while this one started (--http, --hj212, --mqtt)", failure);
            }
        }

        return null;
    }
}
