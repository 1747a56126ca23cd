namespace Monitoring.Compliance.Quality;

/// <summary>Units as texts: those of GB 3838-2002 table 1 and GB 3095 in their spellings; nothing is ever converted silently.</summary>
public static class UnitText
{
    /// <summary>
    /// True when a value's unit is the edition's, or is empty and therefore taken to be. <c>μg/m³</c>, <c>ug/m3</c> and <c>µg/m3</c>
    /// are one unit, and so are <c>mg/L</c> and <c>mg/l</c>; a dimensionless quantity has no unit or <c>pH</c>, <c>-</c>, <c>无量纲</c>.
    /// </summary>
    public static bool Agrees(string? unit, string expected) => unit == expected || string.IsNullOrWhiteSpace(unit) || Plain(unit) == Plain(expected);

    private static string Plain(string unit) => unit.Trim() switch
    {
        "pH" or "-" or "无量纲" or "dimensionless" => "",
        var text => text.ToLowerInvariant().Replace('μ', 'u').Replace('µ', 'u').Replace('³', '3').Replace("℃", "°c", StringComparison.Ordinal),
    };
}
