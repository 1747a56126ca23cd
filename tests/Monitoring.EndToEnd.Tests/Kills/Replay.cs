using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>Four devices, over TCP, a serial line, MQTT and over TCP in packets, that live outside the programs and survive them.</summary>
public sealed class Replay : IAsyncDisposable
{
    // Three packets and three commits each, one after the other.
    private const int ShareOfSplit = 5;

    private readonly SerialEnd wire;
    private readonly Device split;
    private readonly List<Task> running;

    private Replay(ProgramsUnderTest programs, SerialEnd wire)
    {
        this.wire = wire;
        var packets = new AnsweredPackets();
        split = new Device("KILLSPL", async device => new SplitLink(await TcpLink.Connect(programs.Hj212), device.Mn, packets, device.Journal.Acknowledge));
        Devices =
        [
            new Device("KILLTCP", async device => new FrameLink(await TcpLink.Connect(programs.Hj212), Acknowledge(device))),
            new Device("KILLSER", device => Task.FromResult<IDeviceLink>(new FrameLink(wire.Stream, Acknowledge(device)))),
            new Device("KILLMQT", device => Task.FromResult<IDeviceLink>(new MqttLink(programs.Mqtt, device.Mn, device.Journal.Acknowledge))),
            split,
        ];
        running = [.. Devices.Select(d => Task.Run(d.Run))];

        static Action<string> Acknowledge(Device device) => qn => device.Journal.Acknowledge(Upload.IndexOf(qn));
    }

    public IReadOnlyList<Device> Devices { get; }

    public int Sent => Devices.Sum(d => d.Journal.Sent);

    public int Acknowledged
    {
        get
        {
            // A device that broke would otherwise only be silent.
            running.ShouldAllBe(r => !r.IsFaulted);
            return Devices.Sum(d => d.Journal.Acknowledged);
        }
    }

    public static async Task<Replay> Begin(ProgramsUnderTest programs, PtyPair line) => new(programs, await SerialEnd.Open(line.DeviceEnd));

    public void Allow(int messages)
    {
        foreach (var device in Devices)
        {
            device.Allow(device == split ? messages / ShareOfSplit : messages);
        }
    }

    /// <summary>Waits until everything is acknowledged, lies in the store, and the programs have stopped.</summary>
    public async Task Finish(ProgramsUnderTest programs)
    {
        foreach (var device in Devices)
        {
            device.Finish();
        }

        await Eventually.Goes(() => Acknowledged, Task.WhenAll(running), "the devices get everything acknowledged");
        await Eventually.Reaches(
            () => StoreContent.ValuesOf(programs.Store, Upload.Parameter).Sum(station => station.Count()),
            Sent,
            "what was acknowledged reaches the store");
        await programs.Stop();
    }

    public override string ToString() => string.Join(", ", Devices.Select(d => $"{d.Mn} sent {d.Journal.Sent} and waits for {string.Join(' ', d.Journal.Outstanding)}"));

    public async ValueTask DisposeAsync()
    {
        foreach (var device in Devices)
        {
            device.Abandon();
        }

        await Eventually.Ends(Task.WhenAll(running), "the devices go");
        wire.Dispose();
    }
}
