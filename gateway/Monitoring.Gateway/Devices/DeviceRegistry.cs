using Microsoft.Extensions.Logging;
using Monitoring.Contracts;

namespace Monitoring.Gateway.Devices;

/// <summary>The devices that may come in.</summary>
public sealed class DeviceRegistry : IAsyncDisposable
{
    private DeviceRegistry()
    {
    }

    public IReadOnlyCollection<Device> All => throw new NotSupportedException("follows");

    public static Task<DeviceRegistry> Open(string path, DeviceOptions options, TimeProvider clock, ILogger? logger = null) => throw new NotSupportedException("follows");

    public Device? Find(string mn) => throw new NotSupportedException("follows");

    public ValueTask<Admission> Admit(string mn, string? password, StationKind kind, CancellationToken cancellationToken) => throw new NotSupportedException("follows");

    /// <summary>Registers a device or changes its registration; durable before it returns.</summary>
    /// <exception cref="ArgumentException">The MN is none.</exception>
    public Task<Device> Register(DeviceRegistration registration, CancellationToken cancellationToken) => throw new NotSupportedException("follows");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
