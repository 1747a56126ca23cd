namespace Monitoring.Protocols.Hj212;

/// <summary>What a station says to a request at once (QnRtn; 2017, table 6).</summary>
public enum Hj212QnRtn
{
    WillExecute = 1,
    Refused = 2,
    WrongPassword = 3,
    WrongMn = 4,
    WrongSt = 5,
    WrongFlag = 6,
    WrongQn = 7,
    WrongCn = 8,
    WrongCrc = 9,
    Unknown = 100,
}

/// <summary>How a request ended (ExeRtn; 2017, table 5).</summary>
public enum Hj212ExeRtn
{
    Done = 1,
    FailedForUnknownReason = 2,
    BadCondition = 3,
    TimedOut = 4,
    Busy = 5,
    SystemFault = 6,
    NoData = 100,
}
