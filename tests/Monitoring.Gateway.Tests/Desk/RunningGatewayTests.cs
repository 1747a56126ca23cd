using Monitoring.Contracts;
using Monitoring.Gateway.Desk;
using Monitoring.Gateway.Spool;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Gateway.Tests.Spool;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Desk;

/// <summary>A gateway that runs, and the commands of its technician: real programs, one folder.</summary>
public sealed class RunningGatewayTests : IDisposable
{
    private const string Known = "KNOWN1";
    private const string New = "NEW1";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_device_is_registered_and_its_refused_frames_go_in_while_others_go_on_sending()
    {
        await Register(Known);
        using var gateway = await GatewayProcess.Serve(folder.Path);
        using var enough = new CancellationTokenSource();
        var others = KeepSending(gateway, enough.Token);
        await using var device = await DeviceLink.To(gateway.Hj212);
        await device.Send(Frames.Upload(Frames.Qn(1), mn: New));
        (await device.Answer()).ShouldContain("CN=9011", customMessage: "nobody has registered it");
        (await Said("quarantine", "list")).ShouldContain(New);

        (await Said("device", "add", New, "--password", RunningGateway.Password, "--kind", "water")).ShouldStartWith(New);
        await device.Send(Frames.Upload(Frames.Qn(2), mn: New));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2), mn: New), "it is let in from now on");
        (await Said("quarantine", "replay", "--reason", "unknown-mn")).ShouldEndWith("1 of 1 messages are in\n");
        (await Said("quarantine", "replay")).ShouldBe("0 of 0 messages are in\n", "what is in is not brought in again");

        var (devices, refused) = (await Said("device", "list"), await Said("quarantine", "list"));
        await enough.CancelAsync();
        var answered = await others;
        await gateway.Stop();
        (await Said("device", "list")).ShouldBe(devices, "a stopped gateway says the same");
        (await Said("quarantine", "list")).ShouldBe(refused);
        answered.ShouldBeGreaterThan(0);
        var rows = await Spooled();
        rows.Count(row => row.Mn == New).ShouldBe(2);
        rows.Count(row => row.Mn == Known).ShouldBe(answered);
    }

    [Fact]
    public async Task What_a_killed_gateway_left_is_in_nobodys_way()
    {
        using (var killed = await GatewayProcess.Serve(folder.Path))
        {
            await killed.Kill();
        }

        File.Exists(Socket).ShouldBeTrue("nobody removed it");
        await Register(Known);
        using var again = await GatewayProcess.Serve(folder.Path);
        await Register(New);

        (await Said("device", "list")).Count(c => c == '\n').ShouldBe(2);
        await again.Stop();
        File.Exists(Socket).ShouldBeFalse("nobody listens there any more");
    }

    [Fact]
    public async Task Commands_at_once_do_each_what_they_would_alone()
    {
        await Task.WhenAll(Register("A1"), Register("A2"));
        using var gateway = await GatewayProcess.Serve(folder.Path);
        await using (var device = await DeviceLink.To(gateway.Hj212))
        {
            for (var n = 0; n < 10; n++)
            {
                await device.Send(Frames.Upload(Frames.Qn(n), mn: New));
                (await device.Answer()).ShouldContain("CN=9011", customMessage: "nobody has registered it");
            }
        }

        await Task.WhenAll(Register(New), Register("A3"));
        await Task.WhenAll(Said("quarantine", "replay"), Said("quarantine", "replay", "--mn", New));

        (await Said("device", "list")).Count(c => c == '\n').ShouldBe(4);
        await gateway.Stop();
        (await Spooled()).Count.ShouldBe(10);
    }

    [Theory]
    [InlineData("device: mn needs 1 to 64 printable ASCII characters without a blank\n", "device", "add", "with blank", "--password", "x", "--kind", "air")]
    [InlineData("quarantine: the quarantine holds no message 7\n", "quarantine", "replay", "--id", "7")]
    public async Task What_cannot_be_done_is_the_same_line_and_exit_1(string line, params string[] arguments)
    {
        using (var gateway = await GatewayProcess.Serve(folder.Path))
        {
            (await GatewayProcess.Command(folder.Path, arguments)).ShouldBe((1, "", line));
            await gateway.Stop();
        }

        (await GatewayProcess.Command(folder.Path, arguments)).ShouldBe((1, "", line));
    }

    [Fact]
    public async Task A_gateway_that_does_not_answer_is_one_line()
    {
        using var gateway = await GatewayProcess.Serve(folder.Path);
        await gateway.Signal("STOP");

        var (exit, output, errors) = await GatewayProcess.Command(folder.Path, "device", "list");

        (exit, output).ShouldBe((1, ""));
        errors.ShouldContain(folder["gateway"]);
        errors.ShouldContain("does not answer");
        errors.Count(c => c == '\n').ShouldBe(1, errors);
    }

    [Fact]
    public async Task The_desk_is_its_owners_and_on_no_port()
    {
        await Register(Known);
        using var gateway = await GatewayProcess.Serve(folder.Path);

        using var http = new HttpClient { BaseAddress = gateway.Http };
        foreach (var path in new[] { DeskDoor.Root, DeskDoor.Devices, DeskDoor.Quarantine })
        {
            ((int)(await http.GetAsync(new Uri(path, UriKind.Relative))).StatusCode).ShouldBe(404);
        }

        (await http.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode.ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Socket).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        using var desk = (await RemoteDesk.Find(Socket, CancellationToken.None)).ShouldNotBeNull();
        (await ((IDeviceDesk)desk).List(CancellationToken.None)).ShouldHaveSingleItem().Mn.ShouldBe(Known);
    }

    [Fact]
    public async Task What_the_command_did_not_check_is_refused_with_its_reason()
    {
        using var gateway = await GatewayProcess.Serve(folder.Path);
        using var desk = (await RemoteDesk.Find(Socket, CancellationToken.None)).ShouldNotBeNull();

        var refusal = await Should.ThrowAsync<GatewayException>(() => desk.Register(new("with blank", "x", StationKind.Air), CancellationToken.None));

        refusal.Message.ShouldBe("mn needs 1 to 64 printable ASCII characters without a blank");
    }

    [Fact]
    public async Task A_folder_whose_path_is_too_long_for_a_socket_only_has_no_desk()
    {
        var deep = Directory.CreateDirectory(folder[new string('d', 100)]).FullName;

        using var gateway = await GatewayProcess.Serve(deep);

        File.Exists(DeskSocket.In(Path.Combine(deep, "gateway"))).ShouldBeFalse();
        await gateway.Stop();
        (await gateway.Events).ShouldContain("No socket can be made");
        (await GatewayProcess.Command(deep, "device", "list")).ShouldBe((0, "", ""));
    }

    private string Socket => DeskSocket.In(folder["gateway"]);

    private Task<string> Register(string mn) => Said("device", "add", mn, "--password", RunningGateway.Password, "--kind", "water");

    private async Task<string> Said(params string[] arguments)
    {
        var (exit, output, errors) = await GatewayProcess.Command(folder.Path, arguments);
        (exit, errors).ShouldBe((0, ""), output);
        return output;
    }

    private static async Task<int> KeepSending(GatewayProcess gateway, CancellationToken enough)
    {
        await using var device = await DeviceLink.To(gateway.Hj212);
        var answered = 0;
        for (; !enough.IsCancellationRequested; answered++)
        {
            var qn = Frames.Qn(answered % 1000);
            await device.Send(Frames.Upload(qn, cp: $"{Frames.DataTime};w01009-Rtd={answered}", mn: Known));
            (await device.Answer()).ShouldBe(Frames.Answer(qn, mn: Known));
        }

        return answered;
    }

    private async Task<IReadOnlyList<Telemetry>> Spooled()
    {
        await using var spool = await TelemetrySpool.Open(folder["gateway/spool.db"], new SpoolOptions(), TimeProvider.System);
        return [.. spool.All().Select(row => UplinkWire.TryRead(row.Bytes, out var telemetry, out var reason) ? telemetry : throw new InvalidDataException(reason))];
    }
}
