using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Commands;

/// <summary>Events on standard error, one line each with its time; standard output belongs to the addresses, <c>ready</c> and what a command prints.</summary>
internal static class EventLines
{
    public static ILoggingBuilder AddEvents(this ILoggingBuilder logging) => logging
        .ClearProviders()
        .AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fffzzz "))
        .AddConsole(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
}
