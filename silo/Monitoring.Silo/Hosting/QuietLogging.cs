using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Monitoring.Silo.Hosting;

public static class QuietLogging
{
    /// <summary>Events on standard error, one line each; standard output belongs to the addresses and <c>ready</c>.</summary>
    public static void AddQuietLogging(this ILoggingBuilder logging)
    {
        logging.ClearProviders();
        logging.AddConsole(o =>
        {
            o.FormatterName = OneLineFormatter.FormatterName;
            o.LogToStandardErrorThreshold = LogLevel.Trace;
        });
        logging.AddConsoleFormatter<OneLineFormatter, ConsoleFormatterOptions>();
    }
}
