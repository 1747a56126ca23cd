using System.CommandLine;
using System.CommandLine.Parsing;
using Monitoring.Simulator.Lines;

namespace Monitoring.Simulator.Commands;

/// <summary>The options that say where the gateway is, shared by all verbs.</summary>
internal sealed class DoorArguments
{
    private readonly Option<string?> tcp = new("--tcp") { Description = "host:port of HJ 212 over TCP" };
    private readonly Option<string?> mqtt = new("--mqtt") { Description = "host:port of MQTT 3.1.1" };
    private readonly Option<string?> serial = new("--serial") { Description = "path of a serial line (8N1)" };
    private readonly Option<int> baud = new("--baud") { Description = "speed of the serial line", DefaultValueFactory = _ => 9600 };
    private readonly Option<int> connections = new("--connections") { Description = "TCP connections that the devices share; 0: one each", DefaultValueFactory = _ => 16 };

    public void AddTo(Command command)
    {
        foreach (var option in new[] { tcp, mqtt })
        {
            option.Validators.Add(result =>
            {
                if (!Endpoint.TryParse(result.GetValueOrDefault<string>(), out _))
                {
                    result.AddError($"{option.Name} wants host:port, such as 127.0.0.1:2120");
                }
            });
        }

        connections.Validators.Add(result => Range.Check(result, connections.Name, 0, 4096));
        baud.Validators.Add(result => Range.Check(result, baud.Name, 300, 921600));
        foreach (var option in new Option[] { tcp, mqtt, serial, baud, connections })
        {
            command.Options.Add(option);
        }

        command.Validators.Add(result =>
        {
            if (result.GetValue(tcp) is null && result.GetValue(mqtt) is null && result.GetValue(serial) is null)
            {
                result.AddError("say where the gateway is: --tcp host:port, --mqtt host:port or --serial PATH");
            }
        });
    }

    /// <summary>True when the way to a door is among the arguments.</summary>
    public bool IsGiven(SymbolResult result, string door) => door switch
    {
        DoorOptions.TcpDoor => result.GetValue(tcp) is not null,
        DoorOptions.MqttDoor => result.GetValue(mqtt) is not null,
        DoorOptions.SerialDoor => result.GetValue(serial) is not null,
        _ => false,
    };

    public DoorOptions Of(ParseResult result) =>
        new(Parse(result.GetValue(tcp)), Parse(result.GetValue(mqtt)), result.GetValue(serial), result.GetValue(baud), result.GetValue(connections));

    private static Endpoint? Parse(string? text) => Endpoint.TryParse(text, out var endpoint) ? endpoint : null;
}
