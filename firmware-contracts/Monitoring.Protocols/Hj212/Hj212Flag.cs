namespace Monitoring.Protocols.Hj212;

/// <summary>The Flag field, bits high to low V5 V4 V3 V2 V1 V0 D A (2017, 6.3.2).</summary>
/// <param name="Bits">The field's number, 0 to 255.</param>
public readonly record struct Hj212Flag(byte Bits)
{
    /// <summary>2017 without packet numbers and without an answer.</summary>
    public static readonly Hj212Flag Plain = new(4);

    /// <summary>2017 with an answer wanted.</summary>
    public static readonly Hj212Flag AnswerWanted = new(5);

    /// <summary>
    /// Edition: 0 = 2005, 1 = 2017, 2 = 2025. No proof: stations sent 8 and 9 years before 2025.
    /// </summary>
    public int Version => Bits >> 2;

    /// <summary>Bit D. A claim only: decide on the presence of PNUM and PNO.</summary>
    public bool ClaimsPacketNumbers => (Bits & 2) != 0;

    /// <summary>Bit A.</summary>
    public bool WantsAnswer => (Bits & 1) != 0;
}
