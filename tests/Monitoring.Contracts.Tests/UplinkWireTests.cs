using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;
using Monitoring.Contracts.Wire;

namespace Monitoring.Contracts.Tests;

public sealed class UplinkWireTests
{
    [Fact]
    public void A_receipt_that_asks_to_wait_for_ages_asks_for_a_day()
    {
        byte[] longest = [0x18, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F];

        UplinkWire.TryRead(longest, out var receipt).ShouldBeTrue();

        receipt.RetryAfter.ShouldBe(TimeSpan.FromDays(1));
    }

    [Fact]
    public void A_receipt_comes_back_as_it_was_written()
    {
        var receipt = new IngestReceipt([new SequenceRange(1, 7)], [new RejectedEntry(8, "no")], TimeSpan.FromSeconds(5));

        UplinkWire.TryRead(UplinkWire.Write(receipt), out var read).ShouldBeTrue();

        read.Accepted.ShouldBe(receipt.Accepted);
        read.Rejected.ShouldBe(receipt.Rejected);
        read.RetryAfter.ShouldBe(receipt.RetryAfter);
    }

    [Fact]
    public void A_message_is_written_as_the_published_format_has_it() => Prop.ForAll(Messages.ToArbitrary(), message =>
    {
        var bytes = UplinkWire.Write(message);

        bytes.ShouldBe(Generated(message).ToByteArray());
        UplinkWire.TryRead(bytes, out var read, out _).ShouldBeTrue();
        read.Readings.ShouldBe(message.Readings);
        (read with { Readings = message.Readings }).ShouldBe(message);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void A_batch_of_any_gateway_is_read_and_its_messages_stay_the_bytes_that_they_are()
    {
        byte[] ofLaterVersion = [.. new WireTelemetry { Station = "S1" }.ToByteArray(), 0xF8, 0x07, 0x01];
        var wire = new WireBatch { GatewayId = "edge-1", Lane = 1 };
        wire.Entries.Add(new WireEntry { Sequence = 7, Telemetry = ByteString.CopyFrom(ofLaterVersion) });
        wire.Entries.Add(new WireEntry { Sequence = 8, Telemetry = ByteString.CopyFrom(0xFF) });

        UplinkWire.TryReadBatch(wire.ToByteArray(), out var batch, out _).ShouldBeTrue();

        (batch.GatewayId, batch.Lane, batch.NumberedFrom).ShouldBe(("edge-1", IngestLane.Backlog, 1), "a gateway that does not say where its numbers begin began at 1");
        batch.Entries.Select(e => (e.Sequence, Convert.ToHexString(e.Message.Span))).ShouldBe([(7, Convert.ToHexString(ofLaterVersion)), (8, "FF")]);
        UplinkWire.Write(batch).ShouldBe(new WireBatch(wire) { NumberedFrom = 1 }.ToByteArray());
    }

    private static Gen<Telemetry> Messages =>
        from station in Texts(["A500000_0007", "S"])
        from texts in Texts(["", "88888880000001", "hj212", "七", "\uD83D\uDE00", new string('x', 127), new string('长', 50), new string('y', 20_000)]).ArrayOf(4)
        from kind in Gen.Elements(Enum.GetValues<StationKind>())
        from times in Gen.Elements(0L, 1, 1_795_219_140_000, 253_402_300_799_999).ArrayOf(2)
        from readings in Readings.ListOf()
        from known in Gen.Elements<StationDescription?>(null, new("", "", ""), new("朝阳", "长江", "import", 106.5m, -29.50m))
        select new Telemetry(StationId.Parse(station), texts[0], kind, texts[1], texts[2], Instant(times[0]), Instant(times[1]), [.. readings]) { Description = known };

    private static Gen<Reading> Readings =>
        from code in Texts(["w01001", "a34004", "LeqDay", "w0100112345678901234"])
        from kind in Gen.Elements(Enum.GetValues<ReadingKind>())
        from start in Gen.Elements(0L, 1_795_219_140_001)
        from seconds in Gen.Elements(0, 60, 86_400)
        from source in Gen.Elements(Enum.GetValues<ReadingSource>())
        from texts in Texts(["", "7.10", "N", "mg/L", "µg/m³", new string('9', 300)]).ArrayOf(3)
        select new Reading(new ReadingKey(ParameterCode.Parse(code), kind, Instant(start), TimeSpan.FromSeconds(seconds), source), texts[0], texts[1], texts[2]);

    private static Gen<string> Texts(string[] texts) => Gen.Elements(texts);

    private static DateTimeOffset Instant(long ms) => DateTimeOffset.FromUnixTimeMilliseconds(ms);

    private static WireTelemetry Generated(Telemetry message)
    {
        var wire = new WireTelemetry
        {
            Station = message.Station.Value,
            Mn = message.Mn,
            StationKind = (int)message.StationKind,
            Protocol = message.Protocol,
            Command = message.Command,
            SentUnixMs = message.SentAt.ToUnixTimeMilliseconds(),
            ReceivedUnixMs = message.ReceivedAt.ToUnixTimeMilliseconds(),
            Description = message.Description is not { } known ? null : new WireDescription
            {
                Name = known.Name,
                River = known.River,
                Source = known.Source,
                Longitude = known.Longitude is null ? "" : "106.5",
                Latitude = known.Latitude is null ? "" : "-29.50",
            },
        };
        wire.Readings.AddRange(message.Readings.Select(r => new WireReading
        {
            Parameter = r.Key.Parameter.Value,
            Kind = (int)r.Key.Kind,
            StartUnixMs = r.Key.Start.ToUnixTimeMilliseconds(),
            LengthMs = (long)r.Key.Length.TotalMilliseconds,
            Source = (int)r.Key.Source,
            Text = r.Text,
            Flag = r.Flag,
            Unit = r.Unit,
        }));
        return wire;
    }
}
