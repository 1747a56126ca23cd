using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Orleans.Tests;

/// <summary>What a silo in a test warns of, in the test's own output.</summary>
internal sealed class TestOutput : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new Category(categoryName);

    public void Dispose()
    {
        // Nothing is kept.
    }

    private sealed class Category(string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            TestContext.Current.SendDiagnosticMessage($"{logLevel} {name}: {formatter(state, exception)} {exception}");
    }
}
