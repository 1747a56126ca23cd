using System.Net;
using System.Net.Sockets;

namespace Monitoring.EndToEnd.Tests.Harness;

/// <summary>Ports that nobody uses, for programs that must come back on the same one.</summary>
public static class FreePorts
{
    public static int[] Take(int count)
    {
        // All are held until all are known, so that none comes twice.
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(l => l.Start());
        int[] ports = [.. listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port)];
        listeners.ForEach(l => l.Dispose());
        return ports;
    }
}
