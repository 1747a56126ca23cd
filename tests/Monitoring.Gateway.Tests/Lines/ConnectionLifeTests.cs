using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

public sealed class ConnectionLifeTests
{
    [Fact]
    public async Task The_gateway_stops_while_idle_devices_are_connected()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        await using var silent = await DeviceLink.To(gateway.Hj212);
        await using var client = await MqttLink.Connected(gateway);
        await using var mute = await DeviceLink.To(gateway.Mqtt);
        await device.Send(Frames.Upload(Frames.Qn(1)));
        await device.Answer();

        // The host would abort connections only after its shutdown timeout of 30 s, and then fail.
        var stop = gateway.Stop();
        (await device.UntilClosed()).ShouldBeEmpty();
        (await silent.UntilClosed()).ShouldBeEmpty();
        (await mute.UntilClosed()).ShouldBeEmpty();
        await Eventually.Ends(stop);
    }

    [Fact]
    public async Task A_message_under_way_is_answered_before_the_gateway_stops()
    {
        await using var gateway = await RunningGateway.Begin();
        await using var device = await DeviceLink.To(gateway.Hj212);
        gateway.Gate.Close();
        await device.Send(Frames.Upload(Frames.Qn(1)));
        await Eventually.True(() => gateway.Gate.Waiting == 1);

        var stop = gateway.Stop();
        gateway.Gate.Open();

        (await device.UntilClosed()).ShouldBe(Frames.Answer(Frames.Qn(1)));
        await Eventually.Ends(stop);
    }

    [Fact]
    public async Task A_silent_connection_is_closed_and_one_that_speaks_is_not()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:IdleTimeout", "00:10:00"));
        await using var silent = await DeviceLink.To(gateway.Hj212);
        await using var device = await DeviceLink.To(gateway.Hj212);
        for (var n = 1; n <= 4; n++)
        {
            await device.Send(Frames.Upload(Frames.Qn(n)));
            await device.Answer();
            await silent.Send(n == 1 ? Frames.Upload(Frames.Qn(n), mn: "unknown", flag: 4) : []);
            await Eventually.True(() => gateway.Quarantined("unknown-mn").Count == 1);
            gateway.Clock.Advance(TimeSpan.FromMinutes(4));
        }

        (await silent.UntilClosed()).ShouldBeEmpty();
        await device.Send(Frames.Upload(Frames.Qn(5)));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(5)));
    }

    [Fact]
    public async Task A_connection_without_a_frame_gets_a_minute_and_noise_gives_it_no_more()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:IdleTimeout", "300.00:00:00"));
        await using var device = await DeviceLink.To(gateway.Hj212);
        await using var silent = await DeviceLink.To(gateway.Hj212);
        await using var noisy = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Upload(Frames.Qn(1)));
        await device.Answer();
        var (silentEnds, noisyEnds) = (silent.UntilClosed(), noisy.UntilClosed());

        // Each step is shorter than the minute, and noise comes in between.
        await Eventually.True(async () =>
        {
            await Ignored(noisy.Send("GET / HTTP/1.1\r\n"u8.ToArray()));
            gateway.Clock.Advance(TimeSpan.FromSeconds(20));
            return silentEnds.IsCompleted && noisyEnds.IsCompleted;
        });

        await device.Send(Frames.Upload(Frames.Qn(2)));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2)));
    }

    [Fact]
    public async Task A_connection_beyond_the_limit_is_closed_and_a_place_that_comes_free_is_given_again()
    {
        await using var gateway = await RunningGateway.Begin(("Gateway:Lines:MaxConnections", "1"));
        await using (var first = await DeviceLink.To(gateway.Hj212))
        {
            await first.Send(Frames.Upload(Frames.Qn(1)));
            await first.Answer();
            await using var second = await DeviceLink.To(gateway.Hj212);
            (await second.UntilClosed()).ShouldBeEmpty();
        }

        await Eventually.True(() => IsServed(gateway), "the place comes free");
    }

    // The gateway may have closed while the noise still came.
    private static async Task Ignored(Task sending)
    {
        try
        {
            await sending;
        }
        catch (IOException)
        {
        }
    }

    private static async Task<bool> IsServed(RunningGateway gateway)
    {
        await using var device = await DeviceLink.To(gateway.Hj212);
        try
        {
            await device.Send(Frames.Upload(Frames.Qn(2)));
            device.Finish();
            return (await device.UntilClosed()).Contains("9014", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
