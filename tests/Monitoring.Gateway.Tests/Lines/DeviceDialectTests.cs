using System.Globalization;
using System.Text;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Tests.Hosting;
using Monitoring.Protocols.Hj212;
using Monitoring.Testing;

namespace Monitoring.Gateway.Tests.Lines;

/// <summary>Devices that leave the standard are taken as they are configured, and nobody else is.</summary>
public sealed class DeviceDialectTests
{
    private const string Odd = "A500101_0002";

    [Theory]
    [InlineData(Hj212CrcDialects.Modbus)]
    [InlineData(Hj212CrcDialects.ModbusSwapped)]
    public async Task A_configured_device_is_taken_and_answered_in_the_dialect_of_its_frame(Hj212CrcDialects dialect)
    {
        await using var gateway = await RunningGateway.Begin();
        await gateway.Register(Odd, dialect: new DeviceDialect(dialect));
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send([.. InDialect(Frames.Upload(Frames.Qn(1), mn: Odd), dialect), .. Frames.Upload(Frames.Qn(2), mn: Odd)]);

        var answer = Encoding.ASCII.GetBytes(Frames.Answer(Frames.Qn(1), mn: Odd));
        (await device.Answer()).ShouldBe(Encoding.ASCII.GetString(InDialect(answer, dialect)));
        (await device.Answer()).ShouldBe(Frames.Answer(Frames.Qn(2), mn: Odd), "the standard's check is always right");
    }

    [Fact]
    public async Task On_one_line_only_the_configured_device_is_taken_and_the_other_is_told_to_the_technician()
    {
        await using var gateway = await RunningGateway.Begin();
        await gateway.Register(Odd, dialect: new DeviceDialect(Hj212CrcDialects.Modbus));
        await using var forwarder = await DeviceLink.To(gateway.Hj212);

        await forwarder.Send(InDialect(Frames.Upload(Frames.Qn(1)), Hj212CrcDialects.Modbus));
        await forwarder.Send(InDialect(Frames.Upload(Frames.Qn(2), mn: Odd), Hj212CrcDialects.ModbusSwapped));
        await forwarder.Send(InDialect(Frames.Upload(Frames.Qn(3), mn: Odd), Hj212CrcDialects.Modbus));

        (await forwarder.Answer()).ShouldContain(Frames.Qn(3));
        gateway.Spooled.ShouldHaveSingleItem().Mn.ShouldBe(Odd);
        gateway.Quarantined("crc-mismatch").Select(m => (m.Mn, m.Detail)).ShouldBe(
            [
                (Odd, "the check is written as 'modbus-swapped', which this device is not configured for (its setting crc)"),
                (RunningGateway.Mn, "the check is written as 'modbus', which this device is not configured for (its setting crc)"),
            ]);
    }

    [Fact]
    public async Task Registering_again_without_a_dialect_keeps_it()
    {
        await using var gateway = await RunningGateway.Begin();
        await gateway.Register(Odd, dialect: new DeviceDialect(Hj212CrcDialects.Modbus, TimeSpan.FromMinutes(5)));
        await gateway.Register(Odd, "654321");
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(InDialect(Frames.Upload(Frames.Qn(1), $"{Frames.DataTime};w01009-Avg=6.9", Odd, "654321", cn: 2051), Hj212CrcDialects.Modbus));

        await device.Answer();
        gateway.Spooled.ShouldHaveSingleItem().Readings.ShouldHaveSingleItem().Key.Length.ShouldBe(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_encrypted_data_area_is_read_with_the_key_of_its_device_and_refused_without_one()
    {
        await using var gateway = await RunningGateway.Begin();
        var vector = Path.Combine(SharedMaterial.RepositoryRoot, "firmware-contracts", "vectors", "hj212", "edition-2025-encrypted");
        var frame = Hj212Escapes.Unescape(File.ReadAllBytes(Path.Combine(vector, "frame.txt")).AsSpan().TrimEnd("\n"u8));
        const string Mn = "A500000_0007";
        await gateway.Register(Mn, "s3cret");
        await using var device = await DeviceLink.To(gateway.Hj212);

        await device.Send(frame);
        (await gateway.QuarantinedOne("encrypted")).Mn.ShouldBe(Mn);
        await gateway.Register(Mn, "s3cret", new DeviceDialect(DataKey: "30303030303030303030303030303031"));
        await device.Send(frame);
        (await gateway.QuarantinedOne("wrong-key")).Detail.ShouldNotContain("3030", Case.Sensitive, "keys are shown to nobody");
        await gateway.Register(Mn, "s3cret", new DeviceDialect(DataKey: "30303030303030303030303030303030"));
        await device.Send(frame);

        (await device.Answer()).ShouldContain("CN=9014");
        gateway.Spooled.ShouldHaveSingleItem().Readings.Select(r => (r.Key.Parameter.Value, r.Text, r.Flag)).ShouldBe([("w01001", "7.21", "N"), ("w21003", "0.213", "T")]);
    }

    private static byte[] InDialect(byte[] frame, Hj212CrcDialects dialect)
    {
        var segment = frame.AsSpan(6..^6);
        var check = Hj212Crc.Compute(segment, dialect).ToString("X4", CultureInfo.InvariantCulture);
        return [.. frame[..^6], .. Encoding.ASCII.GetBytes(check), .. "\r\n"u8];
    }
}
