using System.Buffers;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Protocols.Tests.Hj212;

public sealed class Hj212WriterTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 21, 8, 0, 0, 123, ChinaTime.Offset);
    private static readonly Hj212Peer Station = Frames.Station;

    public static TheoryData<string, Hj212Message> Requests => new()
    {
        { "1000;OverTime=10;ReCount=3", Station.SetTimeouts(At, TimeSpan.FromSeconds(10), 3) },
        { "1011;", Station.AskClock(At) },
        { "1011;PolId=w01018", Station.AskClock(At, "w01018") },
        { "1012;SystemTime=20261121080000", Station.SetClock(At, At) },
        { "1061;", Station.AskRealTimeInterval(At) },
        { "1062;RtdInterval=30", Station.SetRealTimeInterval(At, TimeSpan.FromSeconds(30)) },
        { "1063;", Station.AskMinuteInterval(At) },
        { "1064;MinInterval=10", Station.SetMinuteInterval(At, TimeSpan.FromMinutes(10)) },
        { "1072;NewPW=654321", Station.SetPassword(At, "654321") },
        { "2011;", Station.StartRealTimeData(At) },
        { "2012;", Station.StopRealTimeData(At) },
        { "2021;", Station.StartPlantState(At) },
        { "2022;", Station.StopPlantState(At) },
        { "2061;BeginTime=20261121060000;EndTime=20261121080000", Station.AskHistory(At, Hj212Command.HourData, At.AddHours(-2), At) },
        { "3012;PolId=w01018", Station.Instrument(At, Hj212Command.SampleNow, "w01018") },
        { "3015;", Station.KeepSample(At) },
        { "3016;PolId=w01018;CstartTime=003000;Ctime=4", Station.SetSamplingPeriod(At, "w01018", new TimeOnly(0, 30), TimeSpan.FromHours(4)) },
        { "3020;PolId=w01018;InfoId=i11001", Station.AskSiteInformation(At, "w01018", "i11001") },
        { "3021;PolId=w01018;InfoId=i13001;i13001-Info=168.0", Station.SetSiteParameter(At, "w01018", "i13001", "168.0") },
        { "9015;", Station.Heartbeat(At) },
        { "1013;PolId=w01018", Station.AskForClock(At, "w01018") },
    };

    [Fact]
    public void Writes_the_standards_worked_example()
    {
        var message = new Hj212Message("20160801085857223", "32", 1062, "100000", "010000A8900016F000169DC0", Hj212Flag.AnswerWanted, "RtdInterval=30");

        Encoding.ASCII.GetString(Frames.Bytes(message)).ShouldBe(
            "##0101QN=20160801085857223;ST=32;CN=1062;PW=100000;MN=010000A8900016F000169DC0;Flag=5;CP=&&RtdInterval=30&&1C80\r\n");
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Writes_every_request_with_its_parameters(string commandAndCp, Hj212Message message)
    {
        var cp = commandAndCp[5..];
        var segment = $"QN=20261121080000123;ST=21;CN={commandAndCp[..4]};PW=s3cret;MN=A500000_0007;Flag=5;CP=&&{cp}&&";
        Encoding.ASCII.GetString(Frames.Bytes(message)).ShouldBe(
            $"##{segment.Length:D4}{segment}{Hj212Crc.Compute(Encoding.ASCII.GetBytes(segment)):X4}\r\n");
    }

    [Fact]
    public void Answers_carry_what_they_answer()
    {
        Answer(Hj212Writer.WriteDataAnswer).ShouldBe("QN=20261121080000123;ST=91;CN=9014;PW=s3cret;MN=A500000_0007;Flag=4;CP=&&&&");
        Answer(Hj212Writer.WriteNoticeAnswer).ShouldBe("QN=20261121080000123;ST=91;CN=9013;PW=s3cret;MN=A500000_0007;Flag=4;CP=&&&&");
        Answer((in Hj212Frame f, IBufferWriter<byte> o) => Hj212Writer.WriteRequestAnswer(f, Hj212QnRtn.WrongPassword, o))
            .ShouldBe("QN=20261121080000123;ST=91;CN=9011;PW=s3cret;MN=A500000_0007;Flag=4;CP=&&QnRtn=3&&");
        Answer((in Hj212Frame f, IBufferWriter<byte> o) => Hj212Writer.WriteExecutionResult(f, Hj212ExeRtn.NoData, o))
            .ShouldBe("QN=20261121080000123;ST=91;CN=9012;PW=s3cret;MN=A500000_0007;Flag=4;CP=&&ExeRtn=100&&");
    }

    [Fact]
    public void An_answer_to_a_message_without_QN_has_none() =>
        Answer(Hj212Writer.WriteDataAnswer, Frames.Bytes(new Hj212Message(null, "32", 2011, null, "88888880000001", null)))
            .ShouldBe("ST=91;CN=9014;MN=88888880000001;Flag=4;CP=&&&&");

    [Fact]
    public void A_split_upload_numbers_its_packets_and_gives_each_its_own_QN()
    {
        var packets = Station.UploadInPackets(At, Hj212Command.HourData, [new Hj212Cp().DataTime(At), new Hj212Cp().DataTime(At)]);

        packets.Select(p => (p.Qn, p.PacketCount, p.PacketNumber, p.Flag!.Value.Bits)).ShouldBe(
            [("20261121080000123", 2, 1, (byte)7), ("20261121080000124", 2, 2, (byte)7)]);
    }

    [Theory]
    [InlineData("7;1")]
    [InlineData("7,1")]
    [InlineData("a=b")]
    [InlineData("&&")]
    [InlineData("##")]
    [InlineData("\r")]
    public void A_value_with_a_delimiter_is_refused(string value) =>
        Should.Throw<ArgumentException>(() => new Hj212Cp().Item("w01001-Rtd", value));

    [Fact]
    public void Free_text_may_hold_delimiters()
    {
        var bytes = Frames.Bytes(Station.Upload(At, Hj212Command.SiteInformation, new Hj212Cp().Info("i11001", "a;b,c=d&&##0101 清洗")));
        var buffer = new ReadOnlySequence<byte>(bytes);
        Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _).ShouldBe(OperationStatus.Done);
        Hj212Values.Of(frame).Values.ShouldHaveSingleItem()[Hj212ValueKind.Info].ShouldBe("//a;b,c=d&&##0101 清洗//");
    }

    [Fact]
    public void A_segment_beyond_four_digits_is_refused() =>
        Should.Throw<ArgumentException>(() => Frames.Bytes(Station.Upload(At, 3020, new Hj212Cp().Info("i11001", new string('x', 10_000)))));

    private static string Answer(Answering write, byte[]? to = null)
    {
        var buffer = new ReadOnlySequence<byte>(to ?? Frames.RealTimeData());
        Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, out var frame, out _).ShouldBe(OperationStatus.Done);
        var output = new ArrayBufferWriter<byte>();
        write(frame, output);
        var answer = new ReadOnlySequence<byte>(output.WrittenMemory);
        Hj212Reader.Read(ref answer, Hj212ReadOptions.Default, out var answered, out _).ShouldBe(OperationStatus.Done);
        answered.Deviations.ShouldBe(Hj212Deviations.None);
        return Encoding.ASCII.GetString(answered.Segment);
    }

    private delegate void Answering(in Hj212Frame frame, IBufferWriter<byte> output);
}
