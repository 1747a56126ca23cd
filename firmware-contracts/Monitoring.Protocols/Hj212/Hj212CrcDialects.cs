namespace Monitoring.Protocols.Hj212;

/// <summary>Checks other than the standard's that real devices send.</summary>
[Flags]
public enum Hj212CrcDialects
{
    None = 0,

    /// <summary>CRC-16/Modbus, high byte first.</summary>
    Modbus = 1,

    /// <summary>CRC-16/Modbus, low byte first.</summary>
    ModbusSwapped = 2,
}

/// <summary>The words for them on the command line, in the API and in files: a closed set, which only ever grows.</summary>
public static class Hj212CrcDialectNames
{
    /// <summary>The word for no dialect.</summary>
    public const string Standard = "standard";

    public const string Modbus = "modbus";
    public const string ModbusSwapped = "modbus-swapped";

    /// <summary>The word of one dialect.</summary>
    public static string Word(this Hj212CrcDialects dialect) => dialect switch
    {
        Hj212CrcDialects.None => Standard,
        Hj212CrcDialects.Modbus => Modbus,
        Hj212CrcDialects.ModbusSwapped => ModbusSwapped,
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "not one dialect"),
    };

    public static bool TryRead(string? word, out Hj212CrcDialects dialect)
    {
        dialect = word switch
        {
            Modbus => Hj212CrcDialects.Modbus,
            ModbusSwapped => Hj212CrcDialects.ModbusSwapped,
            _ => Hj212CrcDialects.None,
        };
        return dialect is not Hj212CrcDialects.None || word is Standard;
    }
}
