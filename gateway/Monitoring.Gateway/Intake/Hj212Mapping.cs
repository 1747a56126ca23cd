using System.Buffers;
using System.Text;
using Monitoring.Contracts;
using Monitoring.Gateway.Devices;
using Monitoring.Gateway.Quarantine;
using Monitoring.Protocols.Hj212;

namespace Monitoring.Gateway.Intake;

/// <summary>
/// What a frame of HJ 212 says, as readings. Marks, texts and unknown codes stay as the device wrote them. Converted values (Zs…),
/// noise by day and night, plant state and running hours have no kind of their own and are kept under a longer code:
/// <c>a21026Zs</c>, <c>LeqDay</c>, <c>LeqNight</c>, <c>SB1RS</c>, <c>SB1RT</c>. What speaks about the instrument and not about the
/// environment (EFlag, SN, Info, command parameters) becomes no reading.
/// </summary>
internal static class Hj212Mapping
{
    public const string Protocol = "hj212";

    // Filled anew by each frame: a table of its own for each would be most of what a frame allocates.
    [ThreadStatic]
    private static Hj212ValueTable? values;

    public static DeviceMessage Read(in Hj212Frame frame, DateTimeOffset now, IntakeOptions options, DeviceDialect dialect)
    {
        var st = frame.TextOf(Hj212Field.St) ?? "";
        var readings = new List<Reading>();
        var fault = frame.Mn.IsEmpty
            ? new MappingFault(QuarantineReason.UnknownMn, "the frame names no device")
            : ReadReadings(frame, st, now, options, IntervalOf(frame.Command, dialect.MinuteInterval ?? options.MinuteInterval), readings);
        return new DeviceMessage(
            frame.TextOf(Hj212Field.Mn) ?? "",
            frame.TextOf(Hj212Field.Pw),
            KindOf(st),
            Protocol,
            frame.TextOf(Hj212Field.Cn)!,
            // A QN from a wrong clock would win over every later correction: it is no origin time then.
            frame.TryGetSentAt(out var sentAt) && PlausibleTime.Is(sentAt, now, options) ? sentAt : null,
            readings,
            fault,
            fault is null && readings.Count == 0 ? UnreadOf(frame) : null);
    }

    // The device forgets what was answered: of an upload that says something, something must remain.
    private static MappingFault? UnreadOf(in Hj212Frame frame)
    {
        const int NamesTold = 5;
        if (frame.Command is not (Hj212Command.RealTimeData or Hj212Command.MinuteData or Hj212Command.HourData or Hj212Command.DayData))
        {
            return null;
        }

        var names = new List<string>();
        foreach (var item in frame.Items)
        {
            if (!item.Name.SequenceEqual("DataTime"u8))
            {
                names.Add(Hj212Text.Decode(item.Name));
            }
        }

        return names.Count == 0 ? null : new MappingFault(QuarantineReason.NoReading, $"no item is a value of a parameter: {string.Join(", ", names.Take(NamesTold))}{(names.Count > NamesTold ? ", …" : "")}");
    }

    private static MappingFault? ReadReadings(in Hj212Frame frame, string st, DateTimeOffset now, IntakeOptions options, TimeSpan length, List<Reading> readings)
    {
        var table = values ??= new Hj212ValueTable();
        table.Fill(frame);
        foreach (var value in table)
        {
            if (PlaceOf(value.Kind, length) is not var (suffix, kind) || !TryReadParameter(st, value.Code, suffix, out var code, out var unit))
            {
                continue;
            }

            var start = kind is ReadingKind.Instant ? SampleTimeOf(value, now, options) ?? frame.DataTime : frame.DataTime;
            if (start is null)
            {
                return new MappingFault(QuarantineReason.BadField, $"{Hj212Text.Decode(value.Code)} has a value and the frame no DataTime");
            }

            if (!PlausibleTime.Is(start.Value, now, options))
            {
                return new MappingFault(QuarantineReason.ImpossibleTime, $"DataTime {ChinaTime.Of(start.Value):yyyy-MM-dd HH:mm:ss}, the gateway's clock says {ChinaTime.Of(now):yyyy-MM-dd HH:mm:ss}");
            }

            var key = new ReadingKey(code, kind, start.Value, kind is ReadingKind.Instant ? TimeSpan.Zero : length, ReadingSource.Automatic);
            readings.Add(new Reading(key, Hj212Text.Decode(value.Text), MarkOf(value.Mark), unit));
        }

        return null;
    }

    private static bool TryReadParameter(string st, ReadOnlySpan<byte> deviceCode, string suffix, out ParameterCode code, out string unit)
    {
        Span<char> text = stackalloc char[ParameterCode.MaxLength];
        return Ascii.ToUtf16(deviceCode, text, out var length) is OperationStatus.Done
            ? MeasuredParameter.TryRead(st, text[..length], suffix, out code, out unit)
            : MeasuredParameter.TryRead(st, Hj212Text.Decode(deviceCode), suffix, out code, out unit);
    }

    // The interval is not in the frame: the command says it, and of minute data the station's setting does.
    private static TimeSpan IntervalOf(int command, TimeSpan minuteInterval) => command switch
    {
        Hj212Command.MinuteData => minuteInterval,
        Hj212Command.HourData => TimeSpan.FromHours(1),
        Hj212Command.DayData or Hj212Command.PlantRunningTime => TimeSpan.FromDays(1),
        _ => TimeSpan.Zero,
    };

    private static (string Suffix, ReadingKind Kind)? PlaceOf(Hj212ValueKind kind, TimeSpan interval) => kind switch
    {
        Hj212ValueKind.Rtd => ("", ReadingKind.Instant),
        Hj212ValueKind.Avg => ("", ReadingKind.Mean),
        Hj212ValueKind.Min => ("", ReadingKind.Min),
        Hj212ValueKind.Max => ("", ReadingKind.Max),
        Hj212ValueKind.Cou => ("", ReadingKind.Total),
        Hj212ValueKind.ZsRtd => ("Zs", ReadingKind.Instant),
        Hj212ValueKind.ZsAvg => ("Zs", ReadingKind.Mean),
        Hj212ValueKind.ZsMin => ("Zs", ReadingKind.Min),
        Hj212ValueKind.ZsMax => ("Zs", ReadingKind.Max),
        Hj212ValueKind.Data => ("", interval == TimeSpan.Zero ? ReadingKind.Instant : ReadingKind.Mean),
        Hj212ValueKind.DayData => ("Day", ReadingKind.Mean),
        Hj212ValueKind.NightData => ("Night", ReadingKind.Mean),
        Hj212ValueKind.Rs => ("RS", ReadingKind.Instant),
        Hj212ValueKind.Rt => ("RT", ReadingKind.Total),
        _ => null,
    };

    // A slow analyser took its sample hours before DataTime. An impossible sample time is as good as none.
    private static DateTimeOffset? SampleTimeOf(in Hj212ValueTable.Row value, DateTimeOffset now, IntakeOptions options) =>
        ChinaTime.TryParseCompact(value.SampleTime, out var time) && PlausibleTime.Is(time, now, options) ? time : null;

    private static string MarkOf(ReadOnlySpan<byte> mark) => mark is [] or [(byte)'N'] ? DataMark.Normal : Hj212Text.Decode(mark);

    // ST codes of 2017, table 5: 30 to 69 are pollution sources and their processes.
    private static StationKind KindOf(string st) => st switch
    {
        "21" => StationKind.Water,
        "22" => StationKind.Air,
        [>= '3' and <= '6', >= '0' and <= '9'] => StationKind.Source,
        _ => StationKind.Unknown,
    };
}
