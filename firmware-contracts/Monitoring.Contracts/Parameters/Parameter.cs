namespace Monitoring.Contracts.Parameters;

/// <summary>A measured parameter of HJ 212-2017, HJ 524 or HJ 525, or of GB 3838.</summary>
/// <param name="Code">Its published code.</param>
/// <param name="NameZh">Its name in the standard.</param>
/// <param name="NameEn">Its name in English.</param>
/// <param name="Unit">
/// The unit that stations of the environment (ST 10 to 29) really send, which is also that of the assessment standards: water
/// mg/L, air µg/m³ and CO mg/m³. Frames carry no unit.
/// </param>
/// <param name="SourceUnit">The unit that discharges and stacks (ST 30 to 69) send, where it is another.</param>
public sealed record Parameter(ParameterCode Code, string NameZh, string NameEn, string Unit, string? SourceUnit)
{
    /// <summary>The unit to assume under a system code (ST) of HJ 212.</summary>
    public string UnitUnder(string st) => SourceUnit is not null && st is [>= '3' and <= '6', _] ? SourceUnit : Unit;
}
