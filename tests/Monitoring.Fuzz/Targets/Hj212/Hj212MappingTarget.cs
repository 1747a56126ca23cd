using System.Buffers;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Intake;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Fuzz.Targets.Hj212;

/// <summary>What a frame says as readings, for whatever stands between its <c>&amp;&amp;</c>; and the spool's bytes of it.</summary>
public sealed class Hj212MappingTarget : FuzzTarget
{
    private static readonly DateTimeOffset Now = new(2026, 11, 21, 8, 0, 0, ChinaTime.Offset);

    private readonly IntakeOptions options = new();

    public override string Name => "hj212-mapping";

    public override IReadOnlyList<byte[]> Seeds => Corpus.Frames;

    public override IReadOnlyList<byte[]> Words => FrameRepair.Words;

    public override IReadOnlyList<string> Demanded =>
        ["Instant", "Mean", "Min", "Max", "Total", "no reading", "ImpossibleTime", "BadField", "number", "no number", "Water", "Source", "Unknown", "no origin time"];

    public override void Repair(Dice dice, List<byte> bytes) => FrameRepair.Repair(dice, bytes);

    public override ValueTask Take(byte[] input, Outcomes outcomes)
    {
        var buffer = new ReadOnlySequence<byte>(input);
        OperationStatus status;
        while ((status = Hj212Reader.Read(ref buffer, Hj212ReadOptions.Default, isFinal: true, out var frame, out _)) != OperationStatus.NeedMoreData)
        {
            if (status == OperationStatus.Done)
            {
                Map(frame, outcomes);
            }
        }

        return ValueTask.CompletedTask;
    }

    private void Map(in Hj212Frame frame, Outcomes outcomes)
    {
        foreach (var item in frame.Items)
        {
            outcomes.Add(item.TryGetDecimal(out _) ? "number" : "no number");
        }

        var message = Hj212Mapping.Read(frame, Now, options, DeviceDialect.Standard);
        outcomes.Add(message.Fault is { } fault ? fault.Reason.ToString() : message.Readings.Count == 0 ? "no reading" : message.Kind.ToString());
        outcomes.Add(message.SentAt is null ? "no origin time" : "origin time");
        foreach (var reading in message.Readings)
        {
            outcomes.Add(reading.Key.Kind.ToString());
        }

        // A device without a number is let in nowhere.
        if (message.Fault is null && message.Mn.Length > 0)
        {
            SpoolRow.Hold(message, Now);
        }
    }
}
