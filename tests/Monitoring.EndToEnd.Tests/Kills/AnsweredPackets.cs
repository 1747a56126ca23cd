using System.Collections.Concurrent;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>Which packets of its split uploads a station was answered, on whatever link.</summary>
public sealed class AnsweredPackets
{
    private readonly ConcurrentDictionary<(int Upload, int Packet), TaskCompletionSource> answers = new();

    /// <summary>Completes with the packet's answer.</summary>
    public Task AnswerTo(int upload, int packet) => Of(upload, packet).Task;

    public void Add(int upload, int packet) => Of(upload, packet).TrySetResult();

    public bool AreAll(Upload upload) => Enumerable.Range(1, upload.Packets).All(packet => AnswerTo(upload.Index, packet).IsCompleted);

    private TaskCompletionSource Of(int upload, int packet) =>
        answers.GetOrAdd((upload, packet), _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
}
