using Monitoring.Silo.Remote;

namespace Monitoring.Api.Hosting;

/// <summary>Which parts of the system run in this process beside the API.</summary>
/// <param name="HasGateway">Devices' doors, spool and uplink.</param>
/// <param name="Silo">Where the stations are; null when they are here.</param>
internal sealed record Parts(bool HasGateway, RemoteSiloOptions? Silo)
{
    public static Parts Of(IConfiguration configuration) => new(
        configuration.GetValue($"{ServeOptions.Section}:{nameof(ServeOptions.Gateway)}", defaultValue: true),
        configuration.GetSection(RemoteSiloOptions.Section).Get<RemoteSiloOptions>() is { Url: not null } silo ? silo : null);
}
