using Microsoft.Extensions.Logging;

namespace Monitoring.Gateway.Quarantine;

/// <summary>What was not taken, with its bytes and the reason.</summary>
public sealed class QuarantineStore : IAsyncDisposable
{
    private QuarantineStore()
    {
    }

    public QuarantineStatus Status => throw new NotSupportedException("follows");

    public static Task<QuarantineStore> Open(string path, QuarantineOptions options, TimeProvider clock, ILogger? logger = null) => throw new NotSupportedException("follows");

    /// <summary>Keeps a refused message; the id, or null when it was only counted as a suppressed repeat. Durable before it completes.</summary>
    public Task<long?> Add(RefusedMessage message, CancellationToken cancellationToken) => throw new NotSupportedException("follows");

    /// <summary>The newest first; <paramref name="before"/> is the id that the page before ended with.</summary>
    public IReadOnlyList<QuarantinedMessage> List(long? before, int limit) => throw new NotSupportedException("follows");

    public QuarantinedMessage? Find(long id) => throw new NotSupportedException("follows");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
