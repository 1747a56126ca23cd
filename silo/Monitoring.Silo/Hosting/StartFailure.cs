using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;
using Monitoring.Storage;

namespace Monitoring.Silo.Hosting;

/// <summary>A reason not to start that its reader can act on: one line, no stack.</summary>
public sealed class StartFailure(string message, Exception? inner = null) : Exception(message, inner)
{
    // What binds options says in its message which key holds a value of another type.
    private const string Binder = "Microsoft.Extensions.Configuration.Binder";

    /// <summary>True when the options make no sense or contradict themselves.</summary>
    public bool IsWrongUsage { get; init; }

    /// <summary>The reason behind a failed start; null when it is a fault of the program itself.</summary>
    /// <param name="doorOptions">The options that name the ports, as their user writes them.</param>
    /// <param name="speaksToItsUser">Further exceptions whose message is one line for the operator.</param>
    public static StartFailure? Of(Exception failure, string doorOptions, Func<Exception, bool>? speaksToItsUser = null)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (speaksToItsUser?.Invoke(e) is true)
            {
                return new StartFailure(e.Message, failure);
            }

            switch (e)
            {
                case StartFailure known:
                    return known;
                case StoreUnavailableException:
                    return new StartFailure(e.Message, failure);
                case OptionsValidationException:
                case InvalidOperationException { Source: Binder }:
                    return new StartFailure(e.Message, failure) { IsWrongUsage = true };
                case AddressInUseException:
                    return new StartFailure($"a port was taken by another process while this one started ({doorOptions})", failure);
            }
        }

        return null;
    }
}
