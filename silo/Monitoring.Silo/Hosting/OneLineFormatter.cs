using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Monitoring.Contracts;

namespace Monitoring.Silo.Hosting;

/// <summary>One line per event: time, level, room, message. A stack trace stays on its line, so that tools can count.</summary>
internal sealed class OneLineFormatter(TimeProvider clock) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "line";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        // A failed start is told once, by Program.
        if (logEntry.EventId.Name == "HostedServiceStartupFaulted")
        {
            return;
        }

        var level = logEntry.LogLevel switch
        {
            LogLevel.Trace => "trace",
            LogLevel.Debug => "debug",
            LogLevel.Information => "info ",
            LogLevel.Warning => "warn ",
            _ => "ERROR",
        };
        var room = logEntry.Category[(logEntry.Category.LastIndexOf('.') + 1)..];
        var time = ChinaTime.Of(clock.GetUtcNow()).ToString("yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        var text = logEntry.Formatter(logEntry.State, logEntry.Exception);
        var stack = logEntry.Exception is null ? "" : $" | {logEntry.Exception}";
        textWriter.WriteLine($"{time} {level} {room}: {OnOneLine(text)}{OnOneLine(stack)}");
    }

    private static string OnOneLine(string text) => text.ReplaceLineEndings(" | ");
}
