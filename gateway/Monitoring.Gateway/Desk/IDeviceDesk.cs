using Monitoring.Gateway.Devices;

namespace Monitoring.Gateway.Desk;

/// <summary>The devices of one gateway, for a technician: of a running one through its door, of a stopped one in its file.</summary>
internal interface IDeviceDesk
{
    /// <summary>All of them, by MN.</summary>
    Task<IReadOnlyList<DeviceResponse>> List(CancellationToken cancellationToken);

    /// <summary>Registers a device or changes its registration; durable before it returns.</summary>
    /// <param name="wanted">Has no <see cref="NewDeviceRequest.Fault"/>.</param>
    /// <exception cref="GatewayException">Nothing has changed.</exception>
    Task<DeviceResponse> Register(NewDeviceRequest wanted, CancellationToken cancellationToken);
}

/// <summary>The registry itself.</summary>
internal sealed class DeviceDesk(DeviceRegistry devices) : IDeviceDesk
{
    public Task<IReadOnlyList<DeviceResponse>> List(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeviceResponse>>([.. devices.All.OrderBy(d => d.Mn, StringComparer.Ordinal).Select(DeviceResponse.Of)]);

    public async Task<DeviceResponse> Register(NewDeviceRequest wanted, CancellationToken cancellationToken) =>
        DeviceResponse.Of(await devices.Register(wanted.By(DeskOperator.Name, devices.Find(wanted.Mn)), cancellationToken));
}
