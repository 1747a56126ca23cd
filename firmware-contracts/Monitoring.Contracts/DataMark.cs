namespace Monitoring.Contracts;

/// <summary>The data marks of HJ 212-2017 (table of 数据标记) and what they say of a value.</summary>
public static class DataMark
{
    /// <summary>The instrument works normally.</summary>
    public const string Normal = "N";

    /// <summary>The instrument is stopped.</summary>
    public const string Stopped = "F";

    /// <summary>The instrument is under maintenance.</summary>
    public const string Maintenance = "M";

    /// <summary>The value was set by hand.</summary>
    public const string SetByHand = "S";

    /// <summary>The instrument is faulty.</summary>
    public const string Fault = "D";

    /// <summary>The instrument is being calibrated.</summary>
    public const string Calibrating = "C";

    /// <summary>The value is above the measuring range.</summary>
    public const string AboveRange = "T";

    /// <summary>The logger has no link to the instrument.</summary>
    public const string NoLink = "B";

    /// <summary>
    /// True when a value under this mark may take part in means and verdicts: normal or set by hand. An unknown mark is
    /// kept with the value and does not count as valid.
    /// </summary>
    public static bool IsValid(string flag) => flag is Normal or SetByHand;
}
