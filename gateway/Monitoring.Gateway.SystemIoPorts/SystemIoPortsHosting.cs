using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Lines.Serial;

namespace Monitoring.Gateway.SystemIoPorts;

/// <summary>What a host calls to open its serial lines with System.IO.Ports: Windows and macOS too.</summary>
public static class SystemIoPortsHosting
{
    /// <summary>After <c>AddGateway</c>: takes the place of the termios ports.</summary>
    public static IServiceCollection AddSystemIoPorts(this IServiceCollection services) => services.AddSingleton<ISerialPortFactory, SystemIoPortFactory>();
}
