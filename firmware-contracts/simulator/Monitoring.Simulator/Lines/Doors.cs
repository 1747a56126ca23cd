using Monitoring.Simulator.Devices;

namespace Monitoring.Simulator.Lines;

/// <summary>Which ways to the gateway a run may use; at least one.</summary>
/// <param name="Tcp">HJ 212 over TCP.</param>
/// <param name="Mqtt">MQTT 3.1.1.</param>
/// <param name="Serial">Path of a serial line.</param>
/// <param name="Baud">Its speed.</param>
/// <param name="Connections">TCP connections that the devices share; 0 gives each device its own.</param>
public sealed record DoorOptions(Endpoint? Tcp, Endpoint? Mqtt, string? Serial, int Baud, int Connections)
{
    public const string TcpDoor = "tcp";
    public const string MqttDoor = "mqtt";
    public const string SerialDoor = "serial";

    public IReadOnlyList<string> Open { get; } =
        [.. new[] { Tcp is null ? null : TcpDoor, Mqtt is null ? null : MqttDoor, Serial is null ? null : SerialDoor }.OfType<string>()];
}

/// <summary>Hands each device its line and keeps all lines going.</summary>
public sealed class Doors(DoorOptions options, RetryRules rules, TimeProvider time, FleetCounters counters)
{
    private readonly List<Line> tcp = [];
    private readonly List<Line> lines = [];
    private int tcpDevices;
    private Line? serial;

    /// <summary>See <see cref="Line.GiveUpAfter"/>.</summary>
    public int? GiveUpAfter { get; init; }

    public IReadOnlyList<Line> Lines => lines;

    /// <summary>The line that a device uses: one of the shared TCP connections, its own MQTT connection, the one serial line.</summary>
    public Line For(string door, string mn, string password) => door switch
    {
        DoorOptions.TcpDoor => NextTcp(),
        DoorOptions.MqttDoor => Add(LineOpeners.Tcp(options.Mqtt!), new MqttDialect(mn, password)),
        _ => serial ??= Add(LineOpeners.Serial(options.Serial!, options.Baud), new Hj212Dialect()),
    };

    public Task Run(CancellationToken cancellationToken) => Task.WhenAll(lines.Select(l => l.Run(cancellationToken)));

    private Line NextTcp()
    {
        var device = tcpDevices++;
        if (options.Connections == 0 || tcp.Count < options.Connections)
        {
            tcp.Add(Add(LineOpeners.Tcp(options.Tcp!), new Hj212Dialect()));
        }

        return options.Connections == 0 ? tcp[^1] : tcp[device % options.Connections];
    }

    private Line Add(OpenLine open, ILineDialect dialect)
    {
        var line = new Line(open, dialect, rules, time, counters) { GiveUpAfter = GiveUpAfter };
        lines.Add(line);
        return line;
    }
}
