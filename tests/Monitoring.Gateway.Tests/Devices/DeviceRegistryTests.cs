using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Monitoring.Contracts;
using Monitoring.Gateway.DataFiles;
using Monitoring.Gateway.Devices;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Devices;

public sealed class DeviceRegistryTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 8, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();
    private readonly ManualTimeProvider clock = new(Start);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Lets_a_registered_device_in_with_its_password_only()
    {
        await using var registry = await Open();
        var device = await Register(registry, "MN-1", "123456");

        (await Admit(registry, "MN-1", "123456")).ShouldBe(new Admission(device, null));
        (await Admit(registry, "MN-1", "123457")).ShouldBe(new Admission(null, RefusalReason.WrongPassword));
        (await Admit(registry, "MN-1", "")).ShouldBe(new Admission(null, RefusalReason.WrongPassword));
        (await Admit(registry, "MN-1", null)).ShouldBe(new Admission(null, RefusalReason.WrongPassword));
        (await Admit(registry, "mn-1", "123456")).ShouldBe(new Admission(null, RefusalReason.UnknownMn));
    }

    [Fact]
    public async Task Has_the_registration_in_its_file_before_it_answers()
    {
        await using var registry = await Open();

        await Register(registry, "MN-1", "123456");

        File.Copy(folder["devices.db"], folder["copy.db"]);
        File.Copy(folder["devices.db-wal"], folder["copy.db-wal"]);
        await using var copy = await Open("copy.db");
        copy.Find("MN-1").ShouldBe(registry.Find("MN-1"));
    }

    [Fact]
    public async Task Keeps_registrations_across_a_restart()
    {
        Device device;
        await using (var registry = await Open())
        {
            device = await registry.Register(new DeviceRegistration("MN-1", "pässwörd", StationId.Parse("CQ-7"), StationKind.Air, "li"), CancellationToken.None);
        }

        await using var again = await Open();

        again.All.ShouldBe([device]);
        device.ShouldBe(new Device("MN-1", "pässwörd", StationId.Parse("CQ-7"), StationKind.Air, Start, "li"));
        (await Admit(again, "MN-1", "pässwörd")).Device.ShouldBe(device);
    }

    [Fact]
    public async Task Changes_a_registration_and_keeps_the_day_it_began()
    {
        await using var registry = await Open();
        await Register(registry, "MN-1", "old");
        clock.Advance(TimeSpan.FromDays(30));

        var changed = await Register(registry, "MN-1", "new");

        changed.RegisteredAt.ShouldBe(Start);
        (await Admit(registry, "MN-1", "new")).Device.ShouldBe(changed);
        (await Admit(registry, "MN-1", "old")).Refusal.ShouldBe(RefusalReason.WrongPassword);
        registry.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Registers_an_unknown_device_at_once_where_that_is_wanted_and_the_first_password_counts()
    {
        await using (var registry = await Open(options: new DeviceOptions { AutoRegister = true }))
        {
            var admissions = await Task.WhenAll(Enumerable.Range(0, 20).Select(n => Admit(registry, "MN-9", "pw-" + (n % 2))));

            admissions.Count(a => a.Device is not null).ShouldBe(10);
            admissions.Count(a => a.Refusal is RefusalReason.WrongPassword).ShouldBe(10);
        }

        await using var again = await Open();
        var device = again.All.ShouldHaveSingleItem();
        device.RegisteredBy.ShouldBe("auto");
        device.Station.ShouldBe(StationId.FromMn("MN-9"));
        device.StationKind.ShouldBe(StationKind.Water);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("重庆")]
    [InlineData("line\nbreak")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Never_registers_what_is_no_device_number(string mn)
    {
        await using var registry = await Open(options: new DeviceOptions { AutoRegister = true });

        (await Admit(registry, mn, "123456")).Refusal.ShouldBe(RefusalReason.UnknownMn);
        await Should.ThrowAsync<ArgumentException>(() => Register(registry, mn, "123456"));
        registry.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_scanner_cannot_fill_it_without_end()
    {
        await using var registry = await Open(options: new DeviceOptions { AutoRegister = true, MaxAutoRegistered = 5 });

        var admissions = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Admit(registry, "MN-" + n, "x")));

        admissions.Count(a => a.Device is not null).ShouldBe(5);
        registry.All.Count.ShouldBe(5);
        (await Register(registry, "MN-by-hand", "x")).ShouldNotBeNull();
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public async Task Its_files_are_readable_by_their_owner_only()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "file modes are Unix's");
        await File.WriteAllBytesAsync(folder["devices.db"], []);
        File.SetUnixFileMode(folder["devices.db"], UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        await using var registry = await Open();
        await Register(registry, "MN-1", "secret");

        foreach (var name in new[] { "devices.db", "devices.db-wal" })
        {
            File.GetUnixFileMode(folder[name]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public async Task A_registration_that_the_disk_refuses_lets_nobody_in()
    {
        await using var registry = await Open(options: new DeviceOptions { AutoRegister = true });
        using (var tool = new SqliteConnection($"Data Source={folder["devices.db"]};Pooling=False"))
        {
            tool.Open();
            tool.Execute("BEGIN IMMEDIATE");
            await Should.ThrowAsync<GatewayException>(() => Admit(registry, "MN-1", "x"));
            registry.Find("MN-1").ShouldBeNull();
        }

        (await Admit(registry, "MN-1", "y")).Device.ShouldNotBeNull().Password.ShouldBe("y");
    }

    [Fact]
    public void Does_not_show_a_password_where_a_device_is_written_out() =>
        new Device("MN-1", "secret", StationId.Parse("A"), StationKind.Water, Start, "li").ToString().ShouldBe("MN-1 → A (Water)");

    private static Task<Device> Register(DeviceRegistry registry, string mn, string password) =>
        registry.Register(new DeviceRegistration(mn, password, null, StationKind.Water, "li"), CancellationToken.None);

    private static async Task<Admission> Admit(DeviceRegistry registry, string mn, string? password) =>
        await registry.Admit(mn, password, StationKind.Water, CancellationToken.None);

    private Task<DeviceRegistry> Open(string name = "devices.db", DeviceOptions? options = null) =>
        DeviceRegistry.Open(folder[name], options ?? new DeviceOptions(), clock);
}
