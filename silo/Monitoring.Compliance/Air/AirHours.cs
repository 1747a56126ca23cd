using System.Globalization;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;

namespace Monitoring.Compliance.Air;

/// <summary>How a source labels the value of an hour: HJ 212 by its start, feeds and HJ 663 by its end, a logger by the moment.</summary>
public enum HourLabel
{
    /// <summary>08:00 is the hour from 08:00 to 09:00 (HJ 212-2017, 2051 and 2061).</summary>
    Start = 0,

    /// <summary>08:00 is the hour from 07:00 to 08:00; 24:00, and 00:00 of the next day, is the last hour of a day (HJ 663).</summary>
    End = 1,

    /// <summary>A moment of measuring; the moments of an hour make its mean.</summary>
    Instant = 2,
}

/// <summary>A value under the label of its source (GB 3095 table 4).</summary>
/// <param name="Label">Beijing time, <c>2026-04-01 08:00</c> or ISO 8601, with seconds and offset where they are known.</param>
/// <param name="Text">The number as text: µg/m³, carbon monoxide mg/m³.</param>
/// <param name="Flag">The data mark; <c>N</c> when there is none.</param>
public readonly record struct LabelledValue(string Label, string Text, string Flag = DataMark.Normal);

/// <summary>The mean of one hour, or why it has none (GB 3095 table 4).</summary>
/// <param name="Mean">Unrounded; null when the hour is not valid.</param>
/// <param name="Minutes">Minutes of the hour that have a valid value, 0 to 60.</param>
/// <param name="Reason">Why there is no mean (<see cref="NoVerdictReason"/>).</param>
public readonly record struct HourVerdict(decimal? Mean, int Minutes, string? Reason);

/// <summary>The 24 hours of a natural day, whatever the labels of the source (GB 3095 section 6 and table 4; HJ 663).</summary>
public static class AirHours
{
    /// <summary>Hours of a natural day of Beijing.</summary>
    public const int OfDay = 24;

    private const int MinutesOfHour = 60;
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly int TimeOfDayAt = "2026-04-01 ".Length;
    private static readonly string[] Forms = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] FormsWithOffset = ["yyyy-MM-dd'T'HH:mmzzz", "yyyy-MM-dd'T'HH:mm:sszzz"];

    /// <summary>
    /// The first instant of the hour that a label names; null for a text that is no time, and for one that is no whole hour where an
    /// hour must be named (GB 3095 section 6: natural days and hours of Beijing).
    /// </summary>
    public static DateTimeOffset? StartOf(string? label, HourLabel convention) => At(label, convention) is not { } at
        ? null
        : convention switch
        {
            HourLabel.Instant => ChinaTime.StartOfHour(at),
            _ when at != ChinaTime.StartOfHour(at) => null,
            HourLabel.End => ChinaTime.Of(at - Hour),
            _ => ChinaTime.Of(at),
        };

    /// <summary>
    /// Hour 1 to 24 of a day, from values under one convention; values of other days take no part. An hour with two different values is
    /// ambiguous; moments make the hour's mean (<see cref="OfInstants"/>; GB 3095 table 4).
    /// </summary>
    /// <param name="day">The Beijing day.</param>
    /// <param name="values">The values, in any order.</param>
    /// <param name="convention">How the source labels.</param>
    /// <param name="rhythm">How far moments lie apart; only moments need it.</param>
    /// <param name="edition">How many minutes an hour needs.</param>
    public static IReadOnlyList<HourVerdict> OfDayOf(
        DateOnly day, IReadOnlyList<LabelledValue> values, HourLabel convention, TimeSpan rhythm, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(values);
        var byHour = values.Select(v => (Value: v, Start: StartOf(v.Label, convention))).Where(v => v.Start is not null).ToLookup(v => v.Start!.Value, v => v.Value);
        return
        [
            .. Enumerable.Range(0, OfDay).Select(h => ChinaTime.StartOf(day).AddHours(h)).Select(hour => convention is HourLabel.Instant
                ? OfInstants(hour, [.. byHour[hour].Select(v => (At(v.Label, convention)!.Value, Read(v).Number))], rhythm, edition)
                : OfOne([.. byHour[hour].Select(Read).Distinct()])),
        ];
    }

    /// <summary>
    /// An hour from moments: the mean of the valid ones, when they cover enough distinct minutes. A moment covers its minute and those
    /// until the next one is due; many values of one minute are one minute (GB 3095 table 4: 45 minutes).
    /// </summary>
    /// <param name="hour">First instant of the hour.</param>
    /// <param name="instants">Moments and values; null for one that is not valid. Moments outside the hour take no part.</param>
    /// <param name="rhythm">How far moments lie apart.</param>
    /// <param name="edition">How many minutes an hour needs.</param>
    public static HourVerdict OfInstants(DateTimeOffset hour, IReadOnlyList<(DateTimeOffset At, decimal? Value)> instants, TimeSpan rhythm, AirStatisticsEdition edition)
    {
        ArgumentNullException.ThrowIfNull(instants);
        ArgumentNullException.ThrowIfNull(edition);
        var covers = (int)Math.Clamp(Math.Floor(rhythm.TotalMinutes), 1, MinutesOfHour);
        var covered = new bool[MinutesOfHour];
        var values = new List<decimal>(instants.Count);
        foreach (var (at, value) in instants)
        {
            if (value is { } number && MeasuredValue.IsPossible(number) && at >= hour && at < hour + Hour)
            {
                values.Add(number);
                // What reaches beyond the hour stands for what the last moment before the hour reaches into it.
                for (var (minute, n) = ((int)(at - hour).TotalMinutes, 0); n < covers; n++)
                {
                    covered[(minute + n) % MinutesOfHour] = true;
                }
            }
        }

        var minutes = covered.Count(c => c);
        values.Sort();
        return minutes < edition.MinMinutesOfHour || values.Count == 0
            ? new HourVerdict(null, minutes, instants.Count == 0 ? NoVerdictReason.Missing : NoVerdictReason.TooFewData)
            : new HourVerdict(ArithmeticMean.Of(values), minutes, null);
    }

    private static HourVerdict OfOne(IReadOnlyList<MeasuredValue> values) => values switch
    {
        [] => new HourVerdict(null, 0, NoVerdictReason.Missing),
        [{ Number: { } number }] => new HourVerdict(number, MinutesOfHour, null),
        [var only] => new HourVerdict(null, 0, only.Reason),
        _ => new HourVerdict(null, 0, NoVerdictReason.Ambiguous),
    };

    private static MeasuredValue Read(LabelledValue value) => MeasuredValue.Read(value.Text, value.Flag);

    // 24:00 is the end of a day: no clock shows it, but labels of hours do.
    private static DateTimeOffset? At(string? label, HourLabel convention)
    {
        var text = label?.Trim() ?? "";
        if (convention is not HourLabel.End || !text.AsSpan(Math.Min(TimeOfDayAt, text.Length)).StartsWith("24:00", StringComparison.Ordinal))
        {
            return Parse(text);
        }

        return Parse(string.Concat(text.AsSpan(0, TimeOfDayAt), "00", text.AsSpan(TimeOfDayAt + 2)))?.AddDays(1);
    }

    // A text without an offset is Beijing's clock.
    private static DateTimeOffset? Parse(string text) =>
        DateTime.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? InRange(local.Year) ? new DateTimeOffset(local, ChinaTime.Offset) : null
        : DateTimeOffset.TryParseExact(text, FormsWithOffset, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at) && InRange(at.Year) ? at
        : null;

    // Far from the ends of the calendar, where an hour before or after does not exist.
    private static bool InRange(int year) => year is > 1900 and < 9000;
}
