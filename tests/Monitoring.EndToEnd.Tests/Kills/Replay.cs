using Monitoring.EndToEnd.Tests.Harness;
using Monitoring.Testing;

namespace Monitoring.EndToEnd.Tests.Kills;

/// <summary>Three devices, over TCP, a serial line and MQTT, that live outside the programs and survive them.</summary>
public sealed class Replay : IAsyncDisposable
{
    private readonly SerialEnd wire;
    private readonly List<Task> running;

    private Replay(ProgramsUnderTest programs, SerialEnd wire)
    {
        this.wire = wire;
        Devices =
        [
            new Device("KILLTCP", async device => new FrameLink(await TcpLink.Connect(programs.Hj212), device.Journal.Acknowledge)),
            new Device("KILLSER", device => Task.FromResult<IDeviceLink>(new FrameLink(wire.Stream, device.Journal.Acknowledge))),
            new Device("KILLMQT", device => Task.FromResult<IDeviceLink>(new MqttLink(programs.Mqtt, device.Mn, device.Journal.Acknowledge))),
        ];
        running = [.. Devices.Select(d => Task.Run(d.Run))];
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
            device.Allow(messages);
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
        await Eventually.True(
            () => StoreContent.ValuesOf(programs.Store, Upload.Parameter).Sum(station => station.Count()) >= Sent,
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
