using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Monitoring.Gateway.Desk;

/// <summary>
/// Where the desk of a running gateway is reached: a socket file beside its data files. It has no port and no key; who may open it is who
/// may open the files.
/// </summary>
internal static class DeskSocket
{
    private const string Name = "desk.socket";

    /// <param name="folder">Of the gateway's files.</param>
    public static string In(string folder) => Path.Combine(folder, Name);

    /// <summary>
    /// Makes the place free of what a killed gateway left; the caller holds the files, so nobody listens there. Null when a socket can be
    /// made there, else why not: a gateway without a desk is better than none.
    /// </summary>
    public static string? Claim(string path)
    {
        try
        {
            File.Delete(path);
            using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            probe.Bind(new UnixDomainSocketEndPoint(path));
            return null;
        }
        catch (Exception e) when (e is SocketException or ArgumentException or IOException or UnauthorizedAccessException or PlatformNotSupportedException)
        {
            // A long path, or a file system without sockets.
            return e.Message.Split('\n')[0];
        }
    }

    /// <summary>Has the rights before the first connection can be made: it does not listen yet.</summary>
    public static Socket Bind(EndPoint where)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(where);
        if (where is UnixDomainSocketEndPoint && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(where.ToString()!, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return socket;
    }
}
