using System.Net;
using System.Net.Sockets;

namespace Monitoring.Silo.Hosting;

/// <summary>A port that the options ask for, with the option that names it.</summary>
public sealed record Door(string Name, string Option, int Port);

/// <summary>The ports of one start, checked before anything else is begun.</summary>
public sealed record Doors(string Listen, IReadOnlyList<Door> All)
{
    /// <summary>The first thing wrong with the options, in words that name the option; null when there is none.</summary>
    public string? Fault()
    {
        if (!IPAddress.TryParse(Listen, out _))
        {
            return $"--listen needs an IP address such as 127.0.0.1 or 0.0.0.0, not '{Listen}'";
        }

        if (All.FirstOrDefault(d => d.Port is < 0 or > 65535) is { } wrong)
        {
            return $"{wrong.Option} needs a port from 0 to 65535 (0: any free one), not {wrong.Port}";
        }

        var twice = All.Where(d => d.Port != 0).GroupBy(d => d.Port).FirstOrDefault(g => g.Count() > 1);
        return twice is null ? null : $"{string.Join(" and ", twice.Select(d => d.Option))} name the same port {twice.Key}";
    }

    /// <summary>Tries every door once, so that a taken port is named before a store is opened.</summary>
    /// <exception cref="StartFailure">A door cannot be opened.</exception>
    public void Probe()
    {
        var address = IPAddress.Parse(Listen);
        foreach (var door in All)
        {
            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.Bind(new IPEndPoint(address, door.Port));
            }
            catch (SocketException e)
            {
                throw new StartFailure(Explain(door, e), e);
            }
        }
    }

    /// <summary>Where a door can be connected to: "any address" can only be listened on.</summary>
    public static string Reachable(IPEndPoint door)
    {
        ArgumentNullException.ThrowIfNull(door);
        return (door.Address.Equals(IPAddress.Any), door.Address.Equals(IPAddress.IPv6Any)) switch
        {
            (true, _) => new IPEndPoint(IPAddress.Loopback, door.Port).ToString(),
            (_, true) => new IPEndPoint(IPAddress.IPv6Loopback, door.Port).ToString(),
            _ => door.ToString(),
        };
    }

    private string Explain(Door door, SocketException failure) => failure.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => $"port {door.Port} ({door.Name}) is taken by another process ({door.Option} names another, 0 takes any free one)",
        SocketError.AddressNotAvailable => $"{Listen} is no address of this machine (--listen names another)",
        SocketError.AccessDenied => $"port {door.Port} ({door.Name}) needs a privilege that this user lacks ({door.Option} names another, from 1024 up)",
        _ => $"port {door.Port} ({door.Name}) at {Listen} cannot be opened: {failure.Message} ({door.Option}, --listen)",
    };
}
