using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Tests;

/// <summary>What the code under test told the operator.</summary>
internal sealed class RecordedLog : ILogger
{
    private readonly Lock gate = new();
    private readonly List<(LogLevel Level, string Text)> lines = [];

    public IReadOnlyList<string> At(LogLevel level)
    {
        lock (gate)
        {
            return [.. lines.Where(line => line.Level == level).Select(line => line.Text)];
        }
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        lock (gate)
        {
            lines.Add((logLevel, formatter(state, exception)));
        }
    }
}
