namespace Monitoring.Protocols.Hj212;

/// <summary>
/// Command codes (CN; 2017, table 9). H is the centre, S the station. A code serves for the request and for its upload.
/// </summary>
public static class Hj212Command
{
    public const int SetTimeouts = 1000;
    public const int Clock = 1011;
    public const int SetClock = 1012;

    /// <summary>S asks for a correction of its clock: a notice.</summary>
    public const int ClockNotice = 1013;

    public const int RealTimeInterval = 1061;
    public const int SetRealTimeInterval = 1062;
    public const int MinuteInterval = 1063;
    public const int SetMinuteInterval = 1064;
    public const int SetPassword = 1072;
    public const int RealTimeData = 2011;

    /// <summary>Notice.</summary>
    public const int StopRealTimeData = 2012;

    public const int PlantState = 2021;

    /// <summary>Notice.</summary>
    public const int StopPlantState = 2022;

    public const int DayData = 2031;
    public const int PlantRunningTime = 2041;
    public const int MinuteData = 2051;
    public const int HourData = 2061;
    public const int StartTime = 2081;
    public const int Calibrate = 3011;
    public const int SampleNow = 3012;
    public const int Wash = 3013;
    public const int ComparisonSample = 3014;
    public const int KeepSample = 3015;
    public const int SetSamplingPeriod = 3016;
    public const int SamplingPeriod = 3017;
    public const int TimeUntilResult = 3018;
    public const int InstrumentId = 3019;
    public const int SiteInformation = 3020;
    public const int SetSiteParameter = 3021;

    /// <summary>S→H: QnRtn.</summary>
    public const int RequestAnswer = 9011;

    /// <summary>S→H: ExeRtn.</summary>
    public const int ExecutionResult = 9012;

    public const int NoticeAnswer = 9013;
    public const int DataAnswer = 9014;

    /// <summary>Reserved in 2017, sent by surface-water stations before 2025, official in 2025. CP is empty.</summary>
    public const int Heartbeat = 9015;

    /// <summary>True for a message that is answered 9013 when it asks for an answer.</summary>
    public static bool IsNotice(int command) => command is ClockNotice or StopRealTimeData or StopPlantState;

    /// <summary>
    /// False for what carries its meaning in CP: uploads of data and the answers with a result. Any other command may come without CP.
    /// </summary>
    internal static bool MayLackContent(int command) => command is not (
        RealTimeData or PlantState or DayData or PlantRunningTime or MinuteData or HourData or StartTime
        or KeepSample or InstrumentId or SiteInformation or RequestAnswer or ExecutionResult);

    /// <summary>True for 9011 to 9014: answers are never answered, or two ends would talk for ever.</summary>
    public static bool IsAnswer(int command) => command is RequestAnswer or ExecutionResult or NoticeAnswer or DataAnswer;
}
