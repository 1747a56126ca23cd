using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Monitoring.Api.Hosting;

/// <summary>The door of page and API, on the Kestrel that the gateway's doors share.</summary>
internal sealed class HttpDoor
{
    /// <summary>Largest body of a request that names no other bound.</summary>
    public const long MaxBodyBytes = 64 * 1024;

    private ListenOptions? opened;

    /// <summary>The real address once the host has started.</summary>
    public IPEndPoint Address => opened?.IPEndPoint ?? throw new InvalidOperationException("the HTTP door is not open");

    public void Open(KestrelServerOptions kestrel, ServeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
        kestrel.Listen(options.Address, options.Http, door =>
        {
            door.Protocols = HttpProtocols.Http1;
            opened = door;
        });
    }
}
