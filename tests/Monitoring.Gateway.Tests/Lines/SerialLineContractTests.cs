using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Monitoring.Gateway.Lines.Serial;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>What every way to open serial ports promises, over two pseudo-terminals that stand for port, cable and port.</summary>
public abstract class SerialLineContractTests
{
    /// <summary>The way under test; the device at the other end is always termios.</summary>
    protected abstract ISerialPortFactory Ports { get; }

    [Fact]
    public async Task An_upload_over_a_serial_line_is_answered_on_it_after_the_commit()
    {
        using var folder = new TemporaryFolder();
        await using var cable = await PtyPair.Open(folder);
        await using var gateway = await Begin(("Gateway:SerialLines:0:Path", cable.GatewayEnd));
        await using var device = TermiosPort.Open(new SerialLineOptions { Path = cable.DeviceEnd });
        await Eventually.True(() => LineOf(gateway).IsOpen);

        await device.Output.WriteAsync(Frames.Upload(Frames.Qn(1)));

        (await Line(device.Input)).ShouldBe(Frames.Answer(Frames.Qn(1)));
        gateway.Spooled.ShouldHaveSingleItem().Readings.ShouldHaveSingleItem().Text.ShouldBe("6.90");
    }

    [Fact]
    public async Task Noise_on_the_line_is_quarantined_and_the_next_frame_is_answered()
    {
        using var folder = new TemporaryFolder();
        await using var cable = await PtyPair.Open(folder);
        await using var gateway = await Begin(("Gateway:SerialLines:0:Path", cable.GatewayEnd));
        await using var device = TermiosPort.Open(new SerialLineOptions { Path = cable.DeviceEnd });
        await Eventually.True(() => LineOf(gateway).IsOpen);

        await device.Output.WriteAsync(new byte[] { 0xFF, 0x01, 0x03, 0x11, 0x13, 0x04, 0x1A });
        await device.Output.WriteAsync(Frames.Upload(Frames.Qn(1)));

        (await Line(device.Input)).ShouldBe(Frames.Answer(Frames.Qn(1)));
        (await gateway.QuarantinedOne("noise")).Door.ShouldBe("serial");
    }

    [Fact]
    public async Task A_missing_port_is_a_visible_state_that_ends_when_the_port_appears()
    {
        using var folder = new TemporaryFolder();
        await using var gateway = await Begin(("Gateway:SerialLines:0:Path", folder["gateway-end"]));
        await Eventually.True(() => LineOf(gateway).Fault is not null);
        LineOf(gateway).IsOpen.ShouldBeFalse();
        LineOf(gateway).Fault!.ShouldContain("gateway-end cannot be opened");

        await using var cable = await PtyPair.Open(folder);
        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            return LineOf(gateway).IsOpen;
        });
    }

    [Fact]
    public async Task An_unplugged_line_is_opened_again()
    {
        using var folder = new TemporaryFolder();
        RunningGateway gateway;
        await using (var cable = await PtyPair.Open(folder))
        {
            gateway = await Begin(("Gateway:SerialLines:0:Path", cable.GatewayEnd));
            await Eventually.True(() => LineOf(gateway).IsOpen);
        }

        await using var _ = gateway;
        await Eventually.True(() => !LineOf(gateway).IsOpen);
        await using var again = await PtyPair.Open(folder);
        await using var device = TermiosPort.Open(new SerialLineOptions { Path = again.DeviceEnd });
        await Eventually.True(() =>
        {
            gateway.Clock.Advance(TimeSpan.FromSeconds(1));
            return LineOf(gateway).IsOpen;
        });

        await device.Output.WriteAsync(Frames.Upload(Frames.Qn(1)));
        (await Line(device.Input)).ShouldBe(Frames.Answer(Frames.Qn(1)));
    }

    [Fact]
    public async Task The_gateway_stops_while_the_line_is_silent()
    {
        using var folder = new TemporaryFolder();
        await using var cable = await PtyPair.Open(folder);
        await using var gateway = await Begin(("Gateway:SerialLines:0:Path", cable.GatewayEnd));
        await Eventually.True(() => LineOf(gateway).IsOpen);

        await Eventually.Ends(gateway.Stop());
    }

    [Fact]
    public async Task Every_byte_passes_both_ways_unchanged()
    {
        using var folder = new TemporaryFolder();
        await using var cable = await PtyPair.Open(folder);
        await using var left = Ports.Open(new SerialLineOptions { Path = cable.GatewayEnd, BaudRate = 115_200 });
        await using var right = TermiosPort.Open(new SerialLineOptions { Path = cable.DeviceEnd, BaudRate = 1200 });
        var bytes = new byte[200_000];
        new Random(7).NextBytes(bytes);
        Enumerable.Range(0, 256).Select(b => (byte)b).ToArray().CopyTo(bytes, 0);

        var received = Receive(right.Input, bytes.Length);
        await left.Output.WriteAsync(bytes);

        (await Eventually.Ends(received)).ShouldBe(bytes);
    }

    [Fact]
    public void A_file_that_is_no_serial_port_is_refused_with_its_name()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["file"], "");

        Should.Throw<IOException>(() => Ports.Open(new SerialLineOptions { Path = folder["file"] })).Message.ShouldContain(folder["file"]);
    }

    private Task<RunningGateway> Begin((string Key, string Value) setting) => RunningGateway.Begin(services => services.AddSingleton(Ports), setting);

    private static SerialLineStatus LineOf(RunningGateway gateway) =>
        gateway.Services.GetRequiredService<SerialLines>().All.SingleOrDefault() ?? new SerialLineStatus("", false, default, null);

    private static async Task<string> Line(PipeReader input)
    {
        while (true)
        {
            var result = await Eventually.Ends(input.ReadAsync().AsTask(), "an answer comes on the line");
            var text = Encoding.ASCII.GetString(result.Buffer);
            if (text.Contains("\r\n", StringComparison.Ordinal))
            {
                input.AdvanceTo(result.Buffer.End);
                return text;
            }

            input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static async Task<byte[]> Receive(PipeReader input, int count)
    {
        var result = await input.ReadAtLeastAsync(count);
        return result.Buffer.ToArray();
    }
}
