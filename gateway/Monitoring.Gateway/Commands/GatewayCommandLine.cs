using System.CommandLine;
using System.Globalization;

namespace Monitoring.Gateway.Commands;

/// <summary>
/// The program's options and verbs. What is given becomes a layer of configuration above the environment; what is not
/// given stays with it.
/// </summary>
internal static class GatewayCommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private static readonly Option<string> Uplink = new("--uplink") { HelpName = "URL", Description = "the backend that readings go to, such as http://localhost:8080" };
    private static readonly Option<string> Token = new("--token") { HelpName = "TOKEN", Description = "the gateway's token there (better: Uplink__Token in the environment, which other users of this machine do not see)" };
    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of everything durable (default ./data)" };
    private static readonly Option<int?> Hj212 = new("--hj212") { HelpName = "PORT", Description = "port of HJ 212 devices (default 2120, 0 = any free one)" };
    private static readonly Option<int?> Mqtt = new("--mqtt") { HelpName = "PORT", Description = "port of MQTT devices (default 1883, 0 = any free one)" };
    private static readonly Option<int?> Http = new("--http") { HelpName = "PORT", Description = "port of /health/live and /health/ready on this machine (default: none, 0 = any free one)" };
    private static readonly Option<string> Listen = new("--listen") { HelpName = "ADDRESS", Description = "IP address of the devices' doors (default 127.0.0.1: this machine only)" };
    private static readonly Option<string[]> Serial = new("--serial") { HelpName = "PATH[:BAUD]", Description = "a serial line of HJ 212 devices (default 9600 baud, 8N1); may be repeated" };

    /// <summary>Reads the arguments; without a verb it hands them to <paramref name="serve"/> as configuration keys.</summary>
    public static async Task<int> Run(string[] args, Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task<int>> serve)
    {
        var root = new RootCommand("The gateway of Monitoring: takes what devices send, keeps it, and hands it to the backend")
        {
            Uplink, Token, Data, Hj212, Mqtt, Http, Listen, Serial, DecodeCommand.Build(), DeviceCommand.Build(), QuarantineCommand.Build(),
        };
        root.SetAction((result, cancellation) => serve(Keys(result), cancellation));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{parsed.Errors[0].Message.Split('\n')[0].TrimEnd()} (--help lists what there is)");
            return WrongUsage;
        }

        // The host itself listens to Ctrl-C and SIGTERM; a second listener would end the process before it has stopped.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static Dictionary<string, string?> Keys(ParseResult result)
    {
        var keys = new Dictionary<string, string?>();
        Set("Uplink:Url", result.GetValue(Uplink));
        Set("Uplink:Token", result.GetValue(Token));
        Set(ServedGateway.DataKey, result.GetValue(Data));
        Set(ServedGateway.HttpKey, result.GetValue(Http)?.ToString(CultureInfo.InvariantCulture));
        Set("Gateway:Hj212Port", result.GetValue(Hj212)?.ToString(CultureInfo.InvariantCulture));
        Set("Gateway:MqttPort", result.GetValue(Mqtt)?.ToString(CultureInfo.InvariantCulture));
        Set("Gateway:Listen", result.GetValue(Listen));
        foreach (var (line, index) in (result.GetValue(Serial) ?? []).Select((line, index) => (line, index)))
        {
            var colon = line.LastIndexOf(':');
            var hasSpeed = colon > 0 && int.TryParse(line.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _);
            Set($"Gateway:SerialLines:{index}:Path", hasSpeed ? line[..colon] : line);
            Set($"Gateway:SerialLines:{index}:BaudRate", hasSpeed ? line[(colon + 1)..] : null);
        }

        return keys;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                keys[key] = value;
            }
        }
    }
}
