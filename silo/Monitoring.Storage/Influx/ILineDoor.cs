namespace Monitoring.Storage.Influx;

/// <summary>What a server said to some lines.</summary>
/// <param name="Status">Of HTTP.</param>
/// <param name="Body">Its words; empty where there are none.</param>
public readonly record struct LineAnswer(int Status, string Body)
{
    /// <summary>True when every line is taken. Otherwise some or all are not, and <see cref="Body"/> may say which.</summary>
    public bool IsTaken => Status is >= 200 and < 300;
}

/// <summary>Where lines go in: one request, one answer, nothing repeated.</summary>
public interface ILineDoor : IDisposable
{
    /// <exception cref="InfluxUnavailableException">No answer to the lines: none came, or one about something else.</exception>
    Task<LineAnswer> Send(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken);
}
