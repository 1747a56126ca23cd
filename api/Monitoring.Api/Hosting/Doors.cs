using System.Globalization;
using System.Net;
using Monitoring.Gateway.Hosting;

namespace Monitoring.Api.Hosting;

/// <summary>A port that the options ask for, with the option that names it.</summary>
internal sealed record Door(string Name, string Option, int Port);

/// <summary>The ports of one start, checked before any of them is opened.</summary>
internal sealed record Doors(string Listen, IReadOnlyList<Door> All)
{
    public static Doors Of(ServeOptions serve, GatewayOptions gateway) => new(
        serve.Listen,
        [new Door("HTTP", "--http", serve.Http), new Door("HJ 212", "--hj212", gateway.Hj212Port), new Door("MQTT", "--mqtt", gateway.MqttPort)]);

    /// <summary>The first thing wrong, in words that name the option; null when there is none.</summary>
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

    /// <summary>The door whose port a failure to bind names, as Kestrel writes it.</summary>
    public Door? NamedIn(string failure) =>
        All.FirstOrDefault(d => d.Port != 0 && failure.Contains(string.Create(CultureInfo.InvariantCulture, $":{d.Port}:"), StringComparison.Ordinal));
}
