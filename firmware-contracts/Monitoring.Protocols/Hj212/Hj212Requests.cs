namespace Monitoring.Protocols.Hj212;

/// <summary>
/// What the centre asks of a station (2017, table 9 and appendix C). The time of sending becomes the QN, which names the
/// exchange: two requests to one station need two milliseconds. All want an answer: 9011 and, at the end, 9012; the notices
/// 2012 and 2022 want 9013.
/// </summary>
public static class Hj212Requests
{
    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="timeout">Whole seconds to wait for an answer.</param>
    /// <param name="retries">Repeats after that.</param>
    public static Hj212Message SetTimeouts(this Hj212Peer to, DateTimeOffset sentAt, TimeSpan timeout, int retries) =>
        Ask(to, sentAt, Hj212Command.SetTimeouts, new Hj212Cp().Item("OverTime", Whole(timeout.TotalSeconds)).Item("ReCount", Whole(retries)));

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="parameter">The instrument's parameter; null for the logger itself.</param>
    public static Hj212Message AskClock(this Hj212Peer to, DateTimeOffset sentAt, string? parameter = null) =>
        Ask(to, sentAt, Hj212Command.Clock, Of(parameter));

    public static Hj212Message SetClock(this Hj212Peer to, DateTimeOffset sentAt, DateTimeOffset time, string? parameter = null) =>
        Ask(to, sentAt, Hj212Command.SetClock, Of(parameter).Item("SystemTime", Hj212Time.Write(time)));

    public static Hj212Message AskRealTimeInterval(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.RealTimeInterval);

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="interval">30 seconds to an hour.</param>
    public static Hj212Message SetRealTimeInterval(this Hj212Peer to, DateTimeOffset sentAt, TimeSpan interval) =>
        Ask(to, sentAt, Hj212Command.SetRealTimeInterval, new Hj212Cp().Item("RtdInterval", Whole(interval.TotalSeconds)));

    public static Hj212Message AskMinuteInterval(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.MinuteInterval);

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="interval">1, 2, 3, 4, 5, 6, 10, 12, 15, 20 or 30 minutes.</param>
    public static Hj212Message SetMinuteInterval(this Hj212Peer to, DateTimeOffset sentAt, TimeSpan interval) =>
        Ask(to, sentAt, Hj212Command.SetMinuteInterval, new Hj212Cp().Item("MinInterval", Whole(interval.TotalMinutes)));

    public static Hj212Message SetPassword(this Hj212Peer to, DateTimeOffset sentAt, string password) =>
        Ask(to, sentAt, Hj212Command.SetPassword, new Hj212Cp().Item("NewPW", password));

    public static Hj212Message StartRealTimeData(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.RealTimeData);

    public static Hj212Message StopRealTimeData(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.StopRealTimeData);

    public static Hj212Message StartPlantState(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.PlantState);

    public static Hj212Message StopPlantState(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.StopPlantState);

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="command">2031, 2041, 2051 or 2061.</param>
    /// <param name="begin">Start of the first interval.</param>
    /// <param name="end">Start of the last interval.</param>
    public static Hj212Message AskHistory(this Hj212Peer to, DateTimeOffset sentAt, int command, DateTimeOffset begin, DateTimeOffset end) =>
        command is Hj212Command.DayData or Hj212Command.PlantRunningTime or Hj212Command.MinuteData or Hj212Command.HourData
            ? Ask(to, sentAt, command, new Hj212Cp().Item("BeginTime", Hj212Time.Write(begin)).Item("EndTime", Hj212Time.Write(end)))
            : throw new ArgumentOutOfRangeException(nameof(command), command, "history is asked for by 2031, 2041, 2051 or 2061");

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="command">3011 calibrate, 3012 sample now, 3013 wash, 3014 comparison sample, 3017, 3018 or 3019.</param>
    /// <param name="parameter">The instrument's parameter.</param>
    public static Hj212Message Instrument(this Hj212Peer to, DateTimeOffset sentAt, int command, string parameter) =>
        command is >= Hj212Command.Calibrate and <= Hj212Command.ComparisonSample or >= Hj212Command.SamplingPeriod and <= Hj212Command.InstrumentId
            ? Ask(to, sentAt, command, Of(parameter))
            : throw new ArgumentOutOfRangeException(nameof(command), command, "an instrument is addressed by 3011 to 3014 and 3017 to 3019");

    /// <summary>Keep a sample of an exceedance (3015).</summary>
    public static Hj212Message KeepSample(this Hj212Peer to, DateTimeOffset sentAt) => Ask(to, sentAt, Hj212Command.KeepSample);

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="parameter">The instrument's parameter.</param>
    /// <param name="start">Time of day of the first sample.</param>
    /// <param name="period">Whole hours between samples.</param>
    public static Hj212Message SetSamplingPeriod(this Hj212Peer to, DateTimeOffset sentAt, string parameter, TimeOnly start, TimeSpan period) =>
        Ask(to, sentAt, Hj212Command.SetSamplingPeriod, Of(parameter).Item("CstartTime", $"{start:HHmmss}").Item("Ctime", Whole(period.TotalHours)));

    /// <param name="to">The station.</param>
    /// <param name="sentAt">Becomes the QN.</param>
    /// <param name="parameter">The instrument's parameter.</param>
    /// <param name="information">The code of the information (InfoId), such as <c>i11001</c> for the log.</param>
    public static Hj212Message AskSiteInformation(this Hj212Peer to, DateTimeOffset sentAt, string parameter, string information) =>
        Ask(to, sentAt, Hj212Command.SiteInformation, Of(parameter).Item("InfoId", information));

    public static Hj212Message SetSiteParameter(this Hj212Peer to, DateTimeOffset sentAt, string parameter, string information, string value) =>
        Ask(to, sentAt, Hj212Command.SetSiteParameter, Of(parameter).Item("InfoId", information).Item($"{information}-Info", value));

    private static Hj212Message Ask(Hj212Peer to, DateTimeOffset sentAt, int command, Hj212Cp? cp = null) =>
        to.Message(sentAt, command, Hj212Flag.AnswerWanted, cp);

    private static Hj212Cp Of(string? parameter) => parameter is null ? new Hj212Cp() : new Hj212Cp().Item("PolId", parameter);

    private static string Whole(double number) =>
        number >= 0 && Math.Floor(number) == number
            ? ((long)number).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : throw new ArgumentOutOfRangeException(nameof(number), number, "the protocol has whole, positive numbers here");
}
