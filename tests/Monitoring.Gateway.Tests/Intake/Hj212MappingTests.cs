using System.Buffers;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Lines.Hj212;
using Monitoring.Gateway.Quarantine;
using Monitoring.Gateway.Tests.Lines;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Tests.Intake;

public sealed class Hj212MappingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);
    private static readonly DateTimeOffset DataTime = new(2026, 11, 21, 7, 55, 0, ChinaTime.Offset);

    [Theory]
    [InlineData(2051, 10)]
    [InlineData(2061, 60)]
    [InlineData(2031, 1440)]
    public void Means_minima_maxima_and_totals_cover_the_interval_that_the_command_says(int command, int minutes)
    {
        var message = Read($"{Frames.DataTime};w01009-Avg=7.0,w01009-Min=6.1,w01009-Max=7.9,w01009-Flag=N;w00000-Cou=120.5", command);

        message.Readings.Select(r => (r.Key.Kind, r.Text)).ShouldBe(
            [(ReadingKind.Mean, "7.0"), (ReadingKind.Min, "6.1"), (ReadingKind.Max, "7.9"), (ReadingKind.Total, "120.5")]);
        message.Readings.ShouldAllBe(r => r.Key.Start == DataTime && r.Key.Length == TimeSpan.FromMinutes(minutes));
    }

    [Fact]
    public void The_interval_of_minute_data_is_the_setting() =>
        Read($"{Frames.DataTime};w01009-Avg=7.0", 2051, new IntakeOptions { MinuteInterval = TimeSpan.FromMinutes(5) })
            .Readings.ShouldHaveSingleItem().Key.Length.ShouldBe(TimeSpan.FromMinutes(5));

    [Fact]
    public void A_device_with_a_minute_interval_of_its_own_has_that() =>
        Read($"{Frames.DataTime};w01009-Avg=7.0", 2051, dialect: new DeviceDialect(MinuteInterval: TimeSpan.FromMinutes(15)))
            .Readings.ShouldHaveSingleItem().Key.Length.ShouldBe(TimeSpan.FromMinutes(15));

    [Fact]
    public void A_real_time_value_has_its_own_sample_time_where_the_device_says_one()
    {
        var message = Read($"{Frames.DataTime};w01018-SampleTime=20261121040306,w01018-Rtd=14.1,w01018-Flag=N;w01001-Rtd=7.1;w21003-SampleTime=20269999999999,w21003-Rtd=0.1");

        message.Readings.Select(r => r.Key.Start).ShouldBe([new DateTimeOffset(2026, 11, 21, 4, 3, 6, ChinaTime.Offset), DataTime, DataTime]);
    }

    [Theory]
    [InlineData("21", "011-Rtd=20.5", "w01018", "mg/L")]
    [InlineData("22", "PM25-Rtd=20.5", "a34004", "µg/m³")]
    [InlineData("21", "W01001-Rtd=20.5", "w01001", "dimensionless")]
    [InlineData("99", "011-Rtd=20.5", "011", "")]
    [InlineData("21", "zz9-Rtd=20.5", "zz9", "")]
    public void A_code_is_resolved_under_its_ST_and_kept_when_nobody_knows_it(string st, string item, string code, string unit)
    {
        var reading = Read($"{Frames.DataTime};{item}", st: st).Readings.ShouldHaveSingleItem();

        (reading.Key.Parameter.Value, reading.Unit, reading.Text).ShouldBe((code, unit, "20.5"));
    }

    [Theory]
    [InlineData("a21026-ZsRtd=5", "a21026Zs")]
    [InlineData("Leq-DayData=50.0", "LeqDay")]
    [InlineData("Leq-NightData=50.0", "LeqNight")]
    [InlineData("Leq-Data=50.0", "Leq")]
    [InlineData("SB1-RS=1", "SB1RS")]
    [InlineData("SB1-RT=3.2", "SB1RT")]
    public void Values_of_another_sort_are_kept_under_a_code_of_their_own(string item, string code) =>
        Read($"{Frames.DataTime};{item}").Readings.ShouldHaveSingleItem().Key.Parameter.Value.ShouldBe(code);

    [Fact]
    public void What_speaks_about_the_instrument_is_no_reading() =>
        Read($"{Frames.DataTime};w01001-EFlag=A01;w01001-SN=010000A8900016F000169DC1;w01001-Info=//ok//;RestartTime=20261121000000").Readings.ShouldBeEmpty();

    [Theory]
    [InlineData(2011, "w01001-Flag=D;w01009-Foo=6.9", "no item is a value of a parameter: w01001-Flag, w01009-Foo")]
    [InlineData(2061, "a=1;b=1;c=1;d=1;e=1;f=1", "no item is a value of a parameter: a, b, c, d, e, …")]
    [InlineData(2011, "", null)]
    [InlineData(2011, "w01001-Rtd=7.2;w01009-Foo=6.9", null)]
    [InlineData(3020, "i13001-Info=//ok//", null)]
    public void Data_of_which_nothing_becomes_a_reading_is_told(int command, string items, string? detail) =>
        Read($"{Frames.DataTime};{items}", command).Unread.ShouldBe(detail is null ? null : new MappingFault(QuarantineReason.NoReading, detail));

    [Theory]
    [InlineData("ST=91;CN=9014;CP=&&QN=20261121075500001;CN=2051&&")]
    [InlineData("QN=20261121075500001;ST=21;CN=2011;PW=s3cret;MN=;Flag=5;CP=&&DataTime=20261121075500;w01009-Rtd=6.90&&")]
    public void A_frame_that_names_no_device_yields_nothing(string text)
    {
        var segment = Encoding.ASCII.GetBytes(text);
        var bytes = new ReadOnlySequence<byte>(Encoding.ASCII.GetBytes($"##{segment.Length:D4}{text}{Hj212Crc.Compute(segment):X4}\r\n"));
        Hj212Reader.Read(ref bytes, Hj212ReadOptions.Default, isFinal: true, out var frame, out _).ShouldBe(OperationStatus.Done);

        var message = Hj212Mapping.Read(frame, Now, new IntakeOptions(), DeviceDialect.Standard);

        message.Fault.ShouldBe(new MappingFault(QuarantineReason.UnknownMn, "the frame names no device"));
        message.Readings.ShouldBeEmpty();
    }

    [Fact]
    public void Values_of_two_times_never_become_readings_of_the_first()
    {
        var bytes = new ReadOnlySequence<byte>(Frames.Upload(Frames.Qn(1), "DataTime=20261121070000;w01001-Avg=7.2;DataTime=20261121071000;w01001-Avg=7.3", cn: 2051));

        Hj212Reader.Read(ref bytes, Hj212ReadOptions.Default, isFinal: true, out _, out var fault).ShouldBe(OperationStatus.InvalidData);

        Hj212Faults.Tell(fault).ShouldBe((QuarantineReason.BadField, "DataTime comes with different times, and nothing says which values belong to which"));
    }

    [Fact]
    public void An_unknown_mark_is_kept() => Read($"{Frames.DataTime};w01001-Rtd=7,w01001-Flag=q").Readings.ShouldHaveSingleItem().Flag.ShouldBe("q");

    [Theory]
    [InlineData("20261121075500123", true)]
    [InlineData("1795218900123", true)]
    [InlineData("20991121075500123", false)]
    [InlineData("QN", false)]
    public void A_QN_that_cannot_be_believed_is_no_origin_time(string qn, bool isBelieved)
    {
        var expected = isBelieved ? DataTime.AddMilliseconds(123) : (DateTimeOffset?)null;

        Read($"{Frames.DataTime};w01001-Rtd=7", qn: qn).SentAt.ShouldBe(expected);
    }

    [Fact]
    public void Values_without_DataTime_are_refused() => Read("w01001-Rtd=7").Fault!.Reason.ShouldBe(QuarantineReason.BadField);

    [Theory]
    [InlineData("21", StationKind.Water)]
    [InlineData("22", StationKind.Air)]
    [InlineData("31", StationKind.Source)]
    [InlineData("52", StationKind.Source)]
    [InlineData("91", StationKind.Unknown)]
    [InlineData("A1", StationKind.Unknown)]
    [InlineData("", StationKind.Unknown)]
    public void ST_says_what_the_station_watches(string st, StationKind kind) => Read("", st: st).Kind.ShouldBe(kind);

    private static DeviceMessage Read(string cp, int command = 2011, IntakeOptions? options = null, string st = "21", string? qn = null, DeviceDialect? dialect = null)
    {
        var bytes = new ReadOnlySequence<byte>(Frames.Upload(qn ?? Frames.Qn(1), cp, cn: command, st: st));
        Hj212Reader.Read(ref bytes, Hj212ReadOptions.Default, isFinal: true, out var frame, out _).ShouldBe(OperationStatus.Done);
        return Hj212Mapping.Read(frame, Now, options ?? new IntakeOptions(), dialect ?? DeviceDialect.Standard);
    }
}
