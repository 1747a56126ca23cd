using System.Net;

namespace Monitoring.Api.Hosting;

/// <summary>Where the system keeps its data and what it listens on. Key <c>Serve</c>; the command line stands above it.</summary>
public sealed class ServeOptions
{
    public const string Section = "Serve";

    /// <summary>The folder of everything durable; created when absent, readable by its owner only.</summary>
    public string Data { get; set; } = "data";

    /// <summary>IP address of every door. Loopback keeps them on this machine; any other also ends reading without a login.</summary>
    public string Listen { get; set; } = "127.0.0.1";

    /// <summary>Port of the page and the API; 0 takes any free one.</summary>
    public int Http { get; set; } = 8080;

    /// <summary>Devices' doors, spool and uplink in this process. Without them every gateway is a process of its own.</summary>
    public bool Gateway { get; set; } = true;

    /// <summary>
    /// Host names that a request may be addressed to, besides those of this machine. On loopback all others are refused, so
    /// that no web page can reach the system under a name of its own; elsewhere an empty list takes any.
    /// </summary>
    public IList<string> HostNames { get; } = [];

    internal IPAddress Address => IPAddress.Parse(Listen);
}
