namespace Monitoring.Protocols.Hj212;

/// <summary>A frame to be written. A null field is left out; <paramref name="Cp"/> comes from <see cref="Hj212Cp"/>.</summary>
/// <param name="Qn">Names the exchange: 17 digits (<see cref="Hj212Time.WriteQn"/>).</param>
/// <param name="St">System code.</param>
/// <param name="Cn">Command, 0 to 9999.</param>
/// <param name="Pw">Password.</param>
/// <param name="Mn">Device number.</param>
/// <param name="Flag">Edition, packet numbers, answer wanted.</param>
/// <param name="Cp">The items between <c>CP=&amp;&amp;</c> and <c>&amp;&amp;</c>.</param>
public sealed record Hj212Message(string? Qn, string? St, int Cn, string? Pw, string Mn, Hj212Flag? Flag, string Cp = "")
{
    /// <summary>PNUM, with bit D.</summary>
    public int? PacketCount { get; init; }

    /// <summary>PNO, from 1.</summary>
    public int? PacketNumber { get; init; }

    /// <summary>2025: writes <c>RF=1</c>.</summary>
    public bool IsRefill { get; init; }

    /// <summary>The message that a frame carries, as strings.</summary>
    public static Hj212Message Of(in Hj212Frame frame) => new(
        frame.TextOf(Hj212Field.Qn),
        frame.TextOf(Hj212Field.St),
        frame.Command,
        frame.TextOf(Hj212Field.Pw),
        frame.TextOf(Hj212Field.Mn) ?? "",
        frame.Flag,
        frame.TextOf(Hj212Field.Cp) ?? "")
    {
        PacketCount = frame.PacketCount,
        PacketNumber = frame.PacketNumber,
        IsRefill = frame.IsRefill,
    };
}
