using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts;
using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Influx;

public sealed class LineProtocolTests
{
    private static readonly StationId Station = StationId.Parse("CQ-001.a");

    [Fact]
    public void An_instant_has_its_digits_as_text_and_its_number_beside() => Line(Sample.Reading("w01009", Sample.Noon, "8.10", sequence: 7)).ShouldBe(
        "reading,kind=instant,length=0,parameter=w01009,source=automatic,station=CQ-001.a value=8.10,valid=t,text=\"8.10\",flag=\"N\",unit=\"mg/L\",gateway=\"gw\",sequence=7i,"
        + "sent_at=1787284807000i,gateway_at=1787284799000i,received_at=1787284800000i 1787284800000\n");

    [Fact]
    public void A_mean_says_its_kind_length_and_source()
    {
        var reading = Sample.Reading("w01009", Sample.Noon, "8.1");
        var mean = reading with
        {
            Reading = reading.Reading with { Key = reading.Reading.Key with { Kind = ReadingKind.Mean, Length = TimeSpan.FromMinutes(90), Source = ReadingSource.Hand } },
        };

        Line(mean).ShouldStartWith("reading,kind=mean,length=5400,parameter=w01009,source=hand,station=CQ-001.a value=8.1,");
    }

    [Theory]
    [InlineData("--", "N", "valid=f,text=\"--\"")]
    [InlineData("8.1", "D", "value=8.1,valid=f,text=\"8.1\"")]
    [InlineData("0.05L", "N", "value=0.05,valid=t,text=\"0.05L\"")]
    [InlineData("1e-7", "N", "value=0.0000001,valid=t,text=\"1e-7\"")]
    public void Only_a_valid_number_may_take_part_in_a_mean(string text, string flag, string fields) => Line(Sample.Reading("w01009", Sample.Noon, text, flag: flag)).ShouldContain($" {fields},");

    [Fact]
    public void Quotes_and_backslashes_of_a_text_stay_within_it() =>
        Line(Sample.Reading("w01009", Sample.Noon, "a\"b\\c,d=e f")).ShouldContain("text=\"a\\\"b\\\\c,d=e f\",flag=");

    [Fact]
    public void A_text_that_could_end_a_line_or_is_none_is_refused_before_it_is_sent()
    {
        // The last is half of a pair.
        foreach (var text in new[] { "8.1\n", "\0", "8\u001f1", "\ud800" })
        {
            LineProtocol.Fault(Point(Sample.Reading("w01009", Sample.Noon, text))).ShouldBe("the text has a character that line protocol cannot carry");
        }
    }

    [Fact]
    public void Ids_codes_and_words_of_keys_have_no_character_that_a_tag_would_escape()
    {
        const string Special = ", =\\\"\n";
        Prop.ForAll(ArbMap.Default.ArbFor<NonEmptyString>(), text =>
        {
            _ = StationId.TryParse(text.Get, out var station);
            _ = ParameterCode.TryParse(text.Get, out var code);
            return !(StationId.FromMn(text.Get).Value + station.Value + code.Value).Any(Special.Contains);
        }).QuickCheckThrowOnFailure();
        Enum.GetValues<ReadingKind>().Select(LineProtocol.Text).Concat(Enum.GetValues<ReadingSource>().Select(LineProtocol.Text)).ShouldAllBe(w => !w.Any(Special.Contains));
    }

    [Fact]
    public void Keys_come_back_from_their_tags()
    {
        Enum.GetValues<ReadingKind>().ShouldAllBe(k => LineProtocol.Kind(LineProtocol.Text(k)) == k);
        Enum.GetValues<ReadingSource>().ShouldAllBe(s => LineProtocol.Source(LineProtocol.Text(s)) == s);
        Prop.ForAll(Gen.Choose(0, int.MaxValue).Select(ms => TimeSpan.FromMilliseconds(ms)).ToArbitrary(), length => LineProtocol.Length(LineProtocol.Text(length)) == length)
            .QuickCheckThrowOnFailure();
    }

    private static SeriesPoint Point(StoredReading reading) => new(Station, reading);

    private static string Line(StoredReading reading)
    {
        var output = new ArrayBufferWriter<byte>();
        new LineProtocol("reading").Write(output, Point(reading));
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
