using System.CommandLine;
using System.Globalization;
using Monitoring.Contracts;
using Monitoring.Gateway.Desk;
using Monitoring.Gateway.Devices;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Commands;

/// <summary>The devices of a gateway that is a program of its own; also before its first start.</summary>
internal static class DeviceCommand
{
    private static readonly Argument<string> Mn = new("MN") { Description = "the device's own number, as it sends it" };
    private static readonly Option<string> Password = new("--password") { HelpName = "PW", Description = "as the device sends it", Required = true };
    private static readonly Option<StationKind> Kind = new("--kind") { HelpName = "water|air|hydrology|source", Description = "what its station watches", Required = true };
    private static readonly Option<string?> Station = new("--station") { HelpName = "ID", Description = "the station that it measures for (default: the one that the registry of sections gives the MN, else the MN)" };
    private static readonly Option<string?> Crc = new("--crc") { HelpName = "WORD", Description = "the check of its frames: standard, modbus or modbus-swapped (default: as registered so far)" };
    private static readonly Option<int?> MinuteInterval = new("--minute-interval") { HelpName = "N", Description = "minutes of its minute data (default: as registered so far)" };

    static DeviceCommand()
    {
        Kind.Validators.Add(kind => Demand(kind.GetValueOrDefault<StationKind>() is not StationKind.Unknown, "--kind is water, air, hydrology or source", kind.AddError));
        Station.Validators.Add(id => Demand(StationId.TryParse(id.GetValueOrDefault<string?>(), out _), "--station is 1 to 64 letters, digits, '_', '-' or '.'", id.AddError));
        Crc.Validators.Add(word => Demand(Hj212CrcDialectNames.TryRead(word.GetValueOrDefault<string?>(), out _), "--crc is standard, modbus or modbus-swapped", word.AddError));
        MinuteInterval.Validators.Add(minutes => Demand(
            minutes.GetValueOrDefault<int?>() is not { } given || DeviceDialect.IsMinuteInterval(given), "--minute-interval is 1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30", minutes.AddError));
    }

    public static Command Build()
    {
        var list = new Command("list", "list the registered devices by MN, without their passwords") { CommandedGateway.Data };
        list.SetAction((parsed, cancellation) => Run(parsed, desk => List(desk, cancellation), cancellation));
        var add = new Command("add", "register a device, or change its registration") { Mn, CommandedGateway.Data, Password, Kind, Station, Crc, MinuteInterval };
        add.SetAction((parsed, cancellation) => Run(parsed, desk => Add(desk, parsed, cancellation), cancellation));
        return new Command("device", "the devices that a gateway lets in, while it runs and while it does not") { list, add };
    }

    private static Task<int> Run(ParseResult parsed, Func<IDeviceDesk, Task> work, CancellationToken cancellationToken) =>
        CommandedGateway.Run("device", parsed, OnFiles, work, cancellationToken);

    // Only their own file: a registration before the first start begins no spool.
    private static async Task OnFiles(string folder, Func<IDeviceDesk, Task> work)
    {
        Directory.CreateDirectory(folder);
        await using var devices = await DeviceRegistry.Open(Path.Combine(folder, "devices.db"), new DeviceOptions(), TimeProvider.System);
        await work(new DeviceDesk(devices));
    }

    private static async Task List(IDeviceDesk desk, CancellationToken cancellationToken)
    {
        foreach (var device in await desk.List(cancellationToken))
        {
            await Console.Out.WriteLineAsync(Line(device));
        }
    }

    private static async Task Add(IDeviceDesk desk, ParseResult parsed, CancellationToken cancellationToken)
    {
        var wanted = new NewDeviceRequest(
            parsed.GetValue(Mn)!,
            parsed.GetValue(Password)!,
            parsed.GetValue(Kind),
            parsed.GetValue(Station),
            Crc: parsed.GetValue(Crc),
            MinuteInterval: parsed.GetValue(MinuteInterval));
        await Console.Out.WriteLineAsync(wanted.Fault() is { } fault ? throw new GatewayException(fault) : Line(await desk.Register(wanted, cancellationToken)));
    }

    private static string Line(DeviceResponse device)
    {
        var dialect = DeviceDialect.InWords(device.Crc, device.MinuteInterval is { } minutes ? TimeSpan.FromMinutes(minutes) : null, device.HasDataKey);
        return string.Create(
            CultureInfo.InvariantCulture, $"{device.Mn,-24}  {device.StationId,-24}  {device.Kind.ToString().ToLowerInvariant(),-9}  {device.RegisteredBy}  {dialect}");
    }

    private static void Demand(bool holds, string message, Action<string> addError)
    {
        if (!holds)
        {
            addError(message);
        }
    }
}
