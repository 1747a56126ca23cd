using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Monitoring.Api.Demo;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Hosting;
using Monitoring.Gateway.Lines.Serial;
using Monitoring.Silo.Remote;

namespace Monitoring.Api.Hosting;

/// <summary>
/// The options of the program. What is given becomes a layer of configuration above the environment and
/// appsettings.json; what is not given stays with them.
/// </summary>
internal static class CommandLine
{
    public const int Done = 0;
    public const int Failed = 1;
    public const int WrongUsage = 2;

    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of everything durable (default ./data)" };
    private static readonly Option<int?> Http = new("--http") { HelpName = "PORT", Description = "port of the console and the API (default 8080, 0 = any free one)" };
    private static readonly Option<int?> Hj212 = new("--hj212") { HelpName = "PORT", Description = "port of HJ 212 devices (default 2120, 0 = any free one)" };
    private static readonly Option<int?> Mqtt = new("--mqtt") { HelpName = "PORT", Description = "port of MQTT devices (default 1883, 0 = any free one)" };
    private static readonly Option<string> Listen = new("--listen") { HelpName = "ADDRESS", Description = "IP address of every door (default 127.0.0.1: this machine only)" };
    private static readonly Option<bool> Demo = new("--demo") { Description = "play the 569 sections and 60 air sites with simulated devices" };
    private static readonly Option<int?> Speed = new("--speed") { HelpName = "N", Description = "with --demo: device time runs so many times faster (default 1)" };
    private static readonly Option<string> Silo = new("--silo") { HelpName = "URL", Description = "the silo process of this data folder, such as http://127.0.0.1:8081 (default: the stations are in this process)", Validators = { NeedsUrl } };
    private static readonly Option<bool> NoGateway = new("--no-gateway") { Description = "no doors for devices in this process: every gateway is one of its own" };
    private static readonly Option<string[]> Serial = new("--serial") { HelpName = "PATH[:BAUD]", Description = "a serial line of HJ 212 devices (default 9600 baud, 8N1); may be repeated", Validators = { NeedsSerialLine } };

    /// <summary>Reads the arguments and hands them to <paramref name="serve"/> as configuration keys.</summary>
    public static async Task<int> Run(string[] args, Func<IReadOnlyDictionary<string, string?>, CancellationToken, Task<int>> serve)
    {
        var root = new RootCommand("Monitoring: environmental monitoring of water and air stations") { Data, Http, Hj212, Mqtt, Listen, Demo, Speed, Serial, Silo, NoGateway };
        root.Validators.Add(SpeedNeedsDemo);
        root.Validators.Add(DoorsNeedGateway);
        root.SetAction((result, cancellation) => serve(Keys(result), cancellation));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            var first = parsed.Errors[0].Message.Split('\n')[0].TrimEnd();
            await Console.Error.WriteLineAsync($"{first} (--help lists the options)");
            return WrongUsage;
        }

        // The host itself listens to Ctrl-C and SIGTERM; a second listener would end the process before it has stopped.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private static Dictionary<string, string?> Keys(ParseResult result)
    {
        var keys = new Dictionary<string, string?>();
        Set(ServeOptions.Section, nameof(ServeOptions.Data), result.GetValue(Data));
        Set(ServeOptions.Section, nameof(ServeOptions.Listen), result.GetValue(Listen));
        Set(ServeOptions.Section, nameof(ServeOptions.Http), Text(result.GetValue(Http)));
        Set(GatewayOptions.Section, nameof(GatewayOptions.Hj212Port), Text(result.GetValue(Hj212)));
        Set(GatewayOptions.Section, nameof(GatewayOptions.MqttPort), Text(result.GetValue(Mqtt)));
        Set(DemoOptions.Section, nameof(DemoOptions.Enabled), result.GetValue(Demo) ? "true" : null);
        Set(DemoOptions.Section, nameof(DemoOptions.Speed), Text(result.GetValue(Speed)));
        Set(DeviceOptions.Section, nameof(DeviceOptions.AutoRegister), result.GetValue(Demo) ? "true" : null);
        Set(RemoteSiloOptions.Section, nameof(RemoteSiloOptions.Url), result.GetValue(Silo));
        Set(ServeOptions.Section, nameof(ServeOptions.Gateway), result.GetValue(NoGateway) ? "false" : null);
        foreach (var (line, index) in (result.GetValue(Serial) ?? []).Select((line, index) => (SerialArgument.Parse(line), index)))
        {
            var section = $"{GatewayOptions.Section}:{nameof(GatewayOptions.SerialLines)}:{index}";
            Set(section, nameof(SerialLineOptions.Path), line.Path);
            Set(section, nameof(SerialLineOptions.BaudRate), Text(line.BaudRate));
        }

        return keys;

        void Set(string section, string key, string? value)
        {
            if (value is not null)
            {
                keys[$"{section}:{key}"] = value;
            }
        }
    }

    private static string? Text(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static void SpeedNeedsDemo(CommandResult result)
    {
        if (result.GetValue(Speed) is not { } speed)
        {
            return;
        }

        if (!result.GetValue(Demo))
        {
            result.AddError("--speed goes with --demo: it scales the time of simulated devices");
        }
        else if (speed is < 1 or > DemoOptions.MaxSpeed)
        {
            result.AddError($"--speed needs a number from 1 to {DemoOptions.MaxSpeed}, not {speed}");
        }
    }

    private static void DoorsNeedGateway(CommandResult result)
    {
        Option[] doors = [Hj212, Mqtt, Serial, Demo];
        if (result.GetValue(NoGateway) && doors.FirstOrDefault(d => result.GetResult(d) is { Implicit: false }) is { } door)
        {
            result.AddError($"{door.Name} needs a gateway in this process: leave --no-gateway away");
        }
    }

    private static void NeedsUrl(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(t => !Uri.TryCreate(t.Value, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")))
        {
            result.AddError($"--silo needs an address such as http://127.0.0.1:8081, not '{token.Value}'");
        }
    }

    private static void NeedsSerialLine(OptionResult result)
    {
        foreach (var token in result.Tokens.Where(t => SerialArgument.Parse(t.Value).Path.Length == 0))
        {
            result.AddError($"--serial needs PATH or PATH:BAUD, not '{token.Value}'");
        }
    }
}

/// <summary><c>PATH</c> or <c>PATH:BAUD</c>; a colon that no number follows belongs to the path.</summary>
internal readonly record struct SerialArgument(string Path, int? BaudRate)
{
    public static SerialArgument Parse(string text)
    {
        var colon = text.LastIndexOf(':');
        return colon >= 0 && int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var baud)
            ? new SerialArgument(text[..colon], baud)
            : new SerialArgument(text, null);
    }
}
