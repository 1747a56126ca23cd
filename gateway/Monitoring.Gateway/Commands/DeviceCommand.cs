using System.CommandLine;
using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Commands;

/// <summary>The devices of a gateway that is a program of its own, while it does not run; also before its first start.</summary>
internal static class DeviceCommand
{
    private const string Operator = "command line";

    private static readonly Option<string> Data = new("--data") { HelpName = "DIR", Description = "folder of a gateway that does not run (default ./data)" };
    private static readonly Argument<string> Mn = new("MN") { Description = "the device's own number, as it sends it" };
    private static readonly Option<string> Password = new("--password") { HelpName = "PW", Description = "as the device sends it", Required = true };
    private static readonly Option<StationKind> Kind = new("--kind") { HelpName = "water|air|hydrology|source", Description = "what its station watches", Required = true };
    private static readonly Option<string?> Station = new("--station") { HelpName = "ID", Description = "the station that it measures for (default: the one that the registry of sections gives the MN, else the MN)" };
    private static readonly Option<string?> Crc = new("--crc") { HelpName = "WORD", Description = "the check of its frames: standard, modbus or modbus-swapped (default: as registered so far)" };
    private static readonly Option<int?> MinuteInterval = new("--minute-interval") { HelpName = "N", Description = "minutes of its minute data (default: as registered so far)" };

    static DeviceCommand()
    {
        Data.Validators.Add(folder => Demand(folder.GetValueOrDefault<string?>() is not "", "--data DIR must name a folder", folder.AddError));
        Kind.Validators.Add(kind => Demand(kind.GetValueOrDefault<StationKind>() is not StationKind.Unknown, "--kind is water, air, hydrology or source", kind.AddError));
        Station.Validators.Add(id => Demand(StationId.TryParse(id.GetValueOrDefault<string?>(), out _), "--station is 1 to 64 letters, digits, '_', '-' or '.'", id.AddError));
        Crc.Validators.Add(word => Demand(Hj212CrcDialectNames.TryRead(word.GetValueOrDefault<string?>(), out _), "--crc is standard, modbus or modbus-swapped", word.AddError));
        MinuteInterval.Validators.Add(minutes => Demand(
            minutes.GetValueOrDefault<int?>() is not { } given || DeviceDialect.IsMinuteInterval(given), "--minute-interval is 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30", minutes.AddError));
    }

    public static Command Build()
    {
        var list = new Command("list", "list the registered devices by MN, without their passwords") { Data };
        list.SetAction((parsed, _) => Run(parsed, List));
        var add = new Command("add", "register a device, or change its registration") { Mn, Data, Password, Kind, Station, Crc, MinuteInterval };
        add.SetAction((parsed, cancellation) => Run(parsed, devices => Add(devices, parsed, cancellation)));
        return new Command("device", "the devices that a stopped gateway lets in") { list, add };
    }

    private static async Task<int> Run(ParseResult parsed, Func<DeviceRegistry, Task> work)
    {
        var folder = Path.Combine(Path.GetFullPath(parsed.GetValue(Data) ?? "data"), "gateway");
        try
        {
            Directory.CreateDirectory(folder);
            await using var devices = await DeviceRegistry.Open(Path.Combine(folder, "devices.db"), new DeviceOptions(), TimeProvider.System);
            await work(devices);
            return GatewayCommandLine.Done;
        }
        catch (Exception e) when (e is GatewayException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"device: {e.Message.Split('\n')[0]}");
            return GatewayCommandLine.Failed;
        }
    }

    private static async Task List(DeviceRegistry devices)
    {
        foreach (var device in devices.All.OrderBy(d => d.Mn, StringComparer.Ordinal))
        {
            await Console.Out.WriteLineAsync(Line(device));
        }
    }

    private static async Task Add(DeviceRegistry devices, ParseResult parsed, CancellationToken cancellationToken)
    {
        var mn = parsed.GetValue(Mn)!;
        var sofar = devices.Find(mn)?.Dialect ?? DeviceDialect.Standard;
        var dialect = sofar with
        {
            Crc = Hj212CrcDialectNames.TryRead(parsed.GetValue(Crc), out var crc) ? crc : sofar.Crc,
            MinuteInterval = parsed.GetValue(MinuteInterval) is { } minutes ? TimeSpan.FromMinutes(minutes) : sofar.MinuteInterval,
        };
        StationId? station = StationId.TryParse(parsed.GetValue(Station), out var id) ? id : null;
        await Console.Out.WriteLineAsync(Line(await devices.Register(
            new DeviceRegistration(mn, parsed.GetValue(Password)!, station, parsed.GetValue(Kind), Operator, dialect), cancellationToken)));
    }

    private static string Line(Device device) => string.Create(
        CultureInfo.InvariantCulture, $"{device.Mn,-24}  {device.Station.Value,-24}  {device.StationKind.ToString().ToLowerInvariant(),-9}  {device.RegisteredBy}  {device.Dialect}");

    private static void Demand(bool holds, string message, Action<string> addError)
    {
        if (!holds)
        {
            addError(message);
        }
    }
}
