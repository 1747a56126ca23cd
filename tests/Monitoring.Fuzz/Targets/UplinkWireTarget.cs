using Monitoring.Contracts;

namespace Monitoring.Fuzz.Targets;

/// <summary>Spool rows, batches and receipts: the same bytes are read as each of the three, and what is read is written back equal.</summary>
public sealed class UplinkWireTarget : FuzzTarget
{
    private static readonly Telemetry Message = UplinkMessages.Message("A500000_0007", ("w01009", "7.10"), ("w01001", "7.21"));

    public override string Name => "uplink-wire";

    public override IReadOnlyList<byte[]> Seeds { get; } =
    [
        UplinkWire.Write(Message),
        UplinkWire.Write(Message with { Readings = [], Description = new StationDescription("朝阳", "长江", "import", 106.5m, 29.5m) }),
        UplinkMessages.Batch(Message, Message),
        UplinkWire.Write(new IngestReceipt([new SequenceRange(1, 7), new SequenceRange(9, 9)], [new RejectedEntry(8, "no")], TimeSpan.FromSeconds(2))),
    ];

    public override IReadOnlyList<string> Demanded => ["telemetry", "telemetry no", "telemetry is no station id", "telemetry out of range", "telemetry is no parameter code", "telemetry is unknown", "batch", "batch no", "batch with unreadable", "receipt", "receipt no"];

    public override void Repair(Dice dice, List<byte> bytes) => UplinkMessages.Reshape(dice, bytes, dice.OneIn(2));

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        if (UplinkWire.TryRead(input, out var telemetry, out var reason))
        {
            outcomes.Add("telemetry");
            Hold(UplinkWire.TryRead(UplinkWire.Write(telemetry), out Telemetry? again, out _) && again.Readings.SequenceEqual(telemetry.Readings) && (again with { Readings = telemetry.Readings }) == telemetry, "a message is written back equal");
        }
        else
        {
            outcomes.Add("telemetry " + Word(reason));
        }

        if (UplinkWire.TryReadBatch(input, out var batch, out _))
        {
            outcomes.Add(batch.Entries.Any(e => !UplinkWire.TryRead(e.Message.Span, out _, out _)) ? "batch with unreadable" : "batch");
            Hold(UplinkWire.TryReadBatch(UplinkWire.Write(batch), out var again, out _) && IsSame(batch, again), "a batch is written back equal");
        }
        else
        {
            outcomes.Add("batch no");
        }

        if (UplinkWire.TryRead(input, out IngestReceipt? receipt))
        {
            outcomes.Add("receipt");
            _ = UplinkWire.Write(receipt);
        }
        else
        {
            outcomes.Add("receipt no");
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsSame(IngestBatch one, IngestBatch other) =>
        one.GatewayId == other.GatewayId && one.Lane == other.Lane
        && one.Entries.Select(e => e.Sequence).SequenceEqual(other.Entries.Select(e => e.Sequence))
        && one.Entries.Zip(other.Entries).All(e => e.First.Message.Span.SequenceEqual(e.Second.Message.Span));

    // What the device wrote stands in the reason; the kinds of reasons are few.
    private static string Word(string reason) =>
        new[] { "is no station id", "out of range", "is no parameter code", "is unknown" }.FirstOrDefault(w => reason.Contains(w, StringComparison.Ordinal)) ?? "no";
}
