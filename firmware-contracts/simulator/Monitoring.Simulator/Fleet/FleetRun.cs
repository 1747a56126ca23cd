using Monitoring.Contracts;
using Monitoring.Simulator.Devices;
using Monitoring.Simulator.Lines;
using Monitoring.Simulator.Scripts;

namespace Monitoring.Simulator.Fleet;

/// <summary>The whole fleet at work: history first, then the rhythm, until stopped.</summary>
public sealed class FleetRun
{
    private const int SerialStations = 8;
    private readonly FleetOptions options;
    private readonly TextWriter output;
    private readonly TimeProvider time;
    private readonly DeviceClock clock;
    private readonly Doors doors;
    private readonly List<SimulatedDevice> devices = [];
    private readonly Dictionary<string, int> devicesByDoor = [];

    /// <exception cref="FormatException">The script is none.</exception>
    public FleetRun(FleetOptions fleet, RetryRules rules, TextWriter console, TimeProvider timeProvider)
    {
        options = fleet;
        output = console;
        time = timeProvider;
        clock = new DeviceClock(time, options.Speed, options.Speed > 1 ? options.Behind : TimeSpan.Zero);
        doors = new Doors(options.Doors, rules, time, Counters);
        var script = options.Script is null ? EventScript.Empty : EventScript.Parse(options.Script, clock.Start);
        Model = new FleetModel(options.Seed, script);
        foreach (var station in Chosen())
        {
            var door = DoorOf(station);
            devicesByDoor[door] = devicesByDoor.GetValueOrDefault(door) + 1;
            devices.Add(new SimulatedDevice(station, Model, doors.For(door, station.Mn, DevicePassword.Of(station.Mn)), clock, time, rules, Counters));
        }

        foreach (var unknown in script.Events.Where(e => !Model.Stations.Any(s => s.Id == e.Station || s.Mn == e.Station)))
        {
            throw new FormatException($"the script names '{unknown.Station}', which is no station of the registry");
        }
    }

    public FleetModel Model { get; }

    public FleetCounters Counters { get; } = new();

    /// <summary>Runs until stopped, or with <see cref="FleetOptions.Once"/> until nothing waits.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var total = devices.Sum(d => d.Load(clock.Start - options.Backfill));
        await output.WriteLineAsync($"{devices.Count} devices ({string.Join(", ", devicesByDoor.Select(d => $"{d.Value} over {d.Key}"))}), seed {options.Seed}");
        await output.WriteLineAsync(options.Speed > 1
            ? $"device time runs at {options.Speed}x from {ChinaTime.Of(clock.Start):yyyy-MM-dd HH:mm} until it has caught up with the real time"
            : "device time is the real time (speed 1)");
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var lines = doors.Run(ending.Token);
        var progress = new FleetProgress(total, devices, Counters, clock, time, output);
        var watching = progress.Run(ending.Token);
        try
        {
            await Task.WhenAll(devices.Select(d => d.Run(options.Once, ending.Token)));
        }
        finally
        {
            await ending.CancelAsync();
            await Task.WhenAll(lines, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await progress.SayDone();
    }

    // Every n-th of the registry: both provinces and both kinds stay in a small fleet.
    private IEnumerable<SimulatedStation> Chosen()
    {
        var count = Math.Min(options.Stations ?? Model.Stations.Count, Model.Stations.Count);
        return Enumerable.Range(0, count).Select(i => Model.Stations[(int)((long)i * Model.Stations.Count / count)]);
    }

    private string DoorOf(SimulatedStation station)
    {
        var open = options.Doors.Open;
        if (station.Kind == StationKind.Water && open.Contains(DoorOptions.SerialDoor)
            && (open.Count == 1 || devicesByDoor.GetValueOrDefault(DoorOptions.SerialDoor) < SerialStations))
        {
            return DoorOptions.SerialDoor;
        }

        var wished = station.Kind == StationKind.Air ? DoorOptions.MqttDoor : DoorOptions.TcpDoor;
        return open.Contains(wished) ? wished : open[0];
    }
}
