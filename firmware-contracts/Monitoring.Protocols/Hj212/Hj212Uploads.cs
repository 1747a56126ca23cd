namespace Monitoring.Protocols.Hj212;

/// <summary>What a station sends of its own accord, for simulators and tests; the time of sending becomes the QN.</summary>
public static class Hj212Uploads
{
    /// <summary>Data of any kind: 2011 at the moment of sampling, 2051, 2061 and 2031 at the start of the interval.</summary>
    /// <param name="from">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="command">2011, 2021, 2031, 2041, 2051, 2061, 2081, 3015, 3019 or 3020.</param>
    /// <param name="cp">DataTime and the values.</param>
    /// <param name="wantsAnswer">Whether the centre answers 9014.</param>
    public static Hj212Message Upload(this Hj212Peer from, DateTimeOffset sentAt, int command, Hj212Cp cp, bool wantsAnswer = true) =>
        from.Message(sentAt, command, wantsAnswer ? Hj212Flag.AnswerWanted : Hj212Flag.Plain, cp);

    /// <summary>Splits an upload: one packet per CP, each with DataTime, its own QN a millisecond after the last, and PNUM and PNO.</summary>
    public static IReadOnlyList<Hj212Message> UploadInPackets(this Hj212Peer from, DateTimeOffset sentAt, int command, IReadOnlyList<Hj212Cp> packets) =>
    [
        .. packets.Select((cp, i) => from.Message(sentAt.AddMilliseconds(i), command, new Hj212Flag(7), cp) with
        {
            PacketCount = packets.Count,
            PacketNumber = i + 1,
        }),
    ];

    /// <summary>9015, sent by surface-water stations; CP is empty.</summary>
    public static Hj212Message Heartbeat(this Hj212Peer from, DateTimeOffset sentAt) =>
        from.Message(sentAt, Hj212Command.Heartbeat, Hj212Flag.AnswerWanted);

    /// <summary>1013: asks the centre to correct the clock; answered 9013.</summary>
    public static Hj212Message AskForClock(this Hj212Peer from, DateTimeOffset sentAt, string parameter) =>
        from.Message(sentAt, Hj212Command.ClockNotice, Hj212Flag.AnswerWanted, new Hj212Cp().Item("PolId", parameter));
}
