namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>How a device reaches the gateway: it lasts until one of both goes away.</summary>
public interface IDeviceLink : IAsyncDisposable
{
    /// <summary>Completes when nothing more can be acknowledged here.</summary>
    Task Ended { get; }

    /// <exception cref="IOException">The gateway is gone.</exception>
    Task Send(Upload upload);
}
