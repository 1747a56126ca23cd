using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Intake;
using Monitoring.Gateway.Quarantine;

namespace Monitoring.Gateway.Tests.Intake;

public sealed class JsonPayloadTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    [Theory]
    [InlineData("\"2026-11-21T07:55:00+08:00\"")]
    [InlineData("\"2026-11-20T23:55:00Z\"")]
    [InlineData("\"2026-11-20T23:55:00.000Z\"")]
    [InlineData("\"2026-11-21T05:25:00+05:30\"")]
    [InlineData("\"2026-11-20 23:55:00Z\"")]
    [InlineData("\"2026-11-21 07:55:00\"")]
    [InlineData("\"2026-11-21T07:55:00\"")]
    [InlineData("1795218900000")]
    public void A_time_is_ISO_with_an_offset_Beijing_time_without_one_or_milliseconds(string time)
    {
        var message = Read($$"""{"time":{{time}},"data":[{"code":"w01001","value":7.25}]}""");

        message.Fault.ShouldBeNull();
        message.Readings.ShouldHaveSingleItem().Key.Start.ShouldBe(new DateTimeOffset(2026, 11, 21, 7, 55, 0, ChinaTime.Offset));
    }

    [Theory]
    [InlineData("7.250", "7.250")]
    [InlineData("0.1000000000000000055511151231257827", "0.1000000000000000055511151231257827")]
    [InlineData("1E-3", "1E-3")]
    [InlineData("-0", "-0")]
    [InlineData("\"6.90\"", "6.90")]
    [InlineData("\"--\"", "--")]
    [InlineData("\"\\u6c34 \\ud83d\\ude00 \\n\"", "水 😀 \n")]
    [InlineData("\"\"", "")]
    [InlineData("null", "")]
    public void A_value_keeps_the_text_it_was_written_with(string value, string text) =>
        Read($$"""{"time":"2026-11-21 07:55:00","data":[{"code":"w01001","value":{{value}}}]}""").Readings.ShouldHaveSingleItem().Text.ShouldBe(text);

    [Fact]
    public void The_mark_is_N_unless_it_is_said_and_the_unit_is_the_usual_one()
    {
        var readings = Read("""{"time":"2026-11-21 07:55:00","data":[{"code":"W01009","value":1},{"code":"w01009","value":1,"flag":"D","unit":"ppm"},{"code":"xyz","value":1}]}""").Readings;

        readings.Select(r => (r.Key.Parameter.Value, r.Flag, r.Unit)).ShouldBe([("w01009", "N", "mg/L"), ("w01009", "D", "ppm"), ("xyz", "N", "")]);
    }

    [Theory]
    [InlineData("w01001", "w01009", StationKind.Water)]
    [InlineData("a34004", "a05024", StationKind.Air)]
    [InlineData("w01001", "a34004", StationKind.Unknown)]
    [InlineData("w01001", "xyz", StationKind.Water)]
    [InlineData("xyz", "abc", StationKind.Unknown)]
    public void Without_a_system_code_the_letters_of_the_published_codes_say_what_is_watched(string first, string second, StationKind kind) =>
        Read($$"""{"time":"2026-11-21 07:55:00","data":[{"code":"{{first}}","value":1},{"code":"{{second}}","value":1}]}""").Kind.ShouldBe(kind);

    [Fact]
    public void An_interval_makes_means_and_an_item_can_say_otherwise()
    {
        var message = Read("""{"time":"2026-11-21 07:00:00","sent":1795219200000,"interval":3600,"data":[{"code":"w01009","value":1},{"code":"w01009","value":2,"kind":"max"},{"code":"w01009","value":3,"kind":"instant"}]}""");

        message.SentAt.ShouldBe(Now);
        message.Readings.Select(r => (r.Key.Kind, r.Key.Length)).ShouldBe(
            [(ReadingKind.Mean, TimeSpan.FromHours(1)), (ReadingKind.Max, TimeSpan.FromHours(1)), (ReadingKind.Instant, TimeSpan.Zero)]);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"time":"2026-11-21 07:55:00"}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":{}}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[7]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"value":1}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"code":"w 1","value":1}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"code":"w01001","value":true}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"code":"w01001","value":NaN}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"code":"w01001","value":1,"flag":7}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[{"code":"w01001","value":1,"kind":"mean"}]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","kind":"median","data":[]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","interval":-1,"data":[]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","interval":1e99,"data":[]}""")]
    [InlineData("""{"time":"2026-11-21 07:55:00","data":[""")]
    [InlineData("\u0000\u0001")]
    public void Anything_else_is_a_bad_payload(string payload) => Read(payload).Fault!.Reason.ShouldBe(QuarantineReason.BadPayload);

    [Theory]
    [InlineData("{'time':'2026-11-21 07:55:00','data':[{'code':'w01001','value':'\xFF'}]}")]
    [InlineData("{'time':'2026-11-21 07:55:00','data':[{'code':'w01001','unit':'\xED\xA0\x80'}]}")]
    [InlineData("{'time':'2026-11-21 07:55:00','data':[{'code':'w01001','value':'\\ud800'}]}")]
    [InlineData("{'time':'2026-11-21 07:55:00','data':[{'code':'\\udc00\\ud800'}]}")]
    [InlineData("{'time':'\\ud800','data':[]}")]
    [InlineData("{'time':'\xC3','data':[]}")]
    [InlineData("{'time':'2026-11-21 07:55:00','kind':'\\ud800','data':[]}")]
    [InlineData("{'\\ud800':1,'time':'2026-11-21 07:55:00','data':[]}")]
    [InlineData("{'\xFF':1,'time':'2026-11-21 07:55:00','data':[]}")]
    public void Text_that_is_no_Unicode_is_a_bad_payload(string bytes) =>
        JsonPayload.Read(Encoding.Latin1.GetBytes(bytes.Replace('\'', '"')), "A500101_0001", Now, new IntakeOptions())
            .Fault.ShouldNotBeNull().Reason.ShouldBe(QuarantineReason.BadPayload);

    [Theory]
    [InlineData("2026-11-21 07:55:00.1234567", 1_234_567)]
    [InlineData("2026-11-21T07:55:00.1234", 1_234_000)]
    [InlineData("2026-11-21T07:55:00.123456", 1_234_560)]
    [InlineData("2026-11-21T07:55:00.1234567+08:00", 1_234_567)]
    [InlineData("2026-11-20T23:55:00.123456Z", 1_234_560)]
    [InlineData("2026-11-20 23:55:00.5Z", 5_000_000)]
    public void A_fraction_of_a_second_does_not_change_the_zone(string time, long ticks) =>
        Read($$"""{"time":"{{time}}","data":[{"code":"w01001","value":7.25}]}""")
            .Readings.ShouldHaveSingleItem().Key.Start.ShouldBe(new DateTimeOffset(2026, 11, 21, 7, 55, 0, ChinaTime.Offset).AddTicks(ticks));

    [Theory]
    [InlineData("\"2026-02-30 07:55:00\"")]
    [InlineData("\"0001-01-01 00:00:00\"")]
    [InlineData("\"2026-11-22T08:00:01+08:00\"")]
    [InlineData("\"yesterday\"")]
    [InlineData("null")]
    [InlineData("1e300")]
    [InlineData("-1")]
    [InlineData("0")]
    public void An_impossible_time_is_named(string time) =>
        Read($$"""{"time":{{time}},"data":[]}""").Fault!.Reason.ShouldBe(QuarantineReason.ImpossibleTime);

    private static DeviceMessage Read(string payload) => JsonPayload.Read(Encoding.UTF8.GetBytes(payload), "A500101_0001", Now, new IntakeOptions());
}
