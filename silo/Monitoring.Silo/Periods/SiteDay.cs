using Monitoring.Compliance.Air;
using Monitoring.Compliance.Editions;
using Monitoring.Compliance.Quality;
using Monitoring.Contracts;
using Monitoring.Silo.Stations;
using Monitoring.Storage;

namespace Monitoring.Silo.Periods;

/// <summary>The daily concentrations of one air site, from its hours: an item is absent where the day is not valid for it (GB 3095 table 4).</summary>
internal static class SiteDay
{
    private const int HoursOfDay = 24;

    // GB 3095: an hour of a gas needs 45 minutes.
    private const decimal LeastCompleteness = 0.75m;

    public static IReadOnlyList<ParameterCode> Parameters { get; } = [.. Enum.GetValues<AirPollutant>().Select(p => ParameterCode.Parse(p.Code()))];

    /// <summary>What the site has of each Beijing day; a day without any valid item is not there.</summary>
    public static Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>> Of(TimeSpan rhythm, IReadOnlyList<Reading> readings)
    {
        var days = new Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>>();
        foreach (var day in readings.GroupBy(r => ChinaTime.DayOf(r.Key.Start)))
        {
            if (EditionCatalogue.Default.AirStatisticsAt(day.Key) is { } edition && Items(rhythm, day, edition) is { Count: > 0 } items)
            {
                days[day.Key] = items;
            }
        }

        return days;
    }

    private static Dictionary<AirItem, decimal> Items(TimeSpan rhythm, IEnumerable<Reading> ofDay, AirStatisticsEdition edition)
    {
        var items = new Dictionary<AirItem, decimal>();
        foreach (var ofItem in ofDay.GroupBy(r => r.Key.Parameter))
        {
            if (AirPollutants.Of(ofItem.Key) is not { } pollutant)
            {
                continue;
            }

            var hours = Hours(rhythm, pollutant, ofItem);
            if (pollutant is not AirPollutant.O3)
            {
                Enter(Averaging.TwentyFourHour, AirStatistics.DailyMean(hours, edition).Mean);
                continue;
            }

            Enter(Averaging.EightHour, AirStatistics.OzoneDailyMaximum(hours, edition).Maximum);
            Enter(Averaging.OneHour, hours.Count(h => h is not null) >= edition.MinHoursOfDay ? hours.Max() : null);

            void Enter(Averaging averaging, decimal? value)
            {
                if (value is { } v)
                {
                    items[new AirItem(pollutant, averaging)] = v;
                }
            }
        }

        return items;
    }

    // Hour 1 to 24, by their starts 00:00 to 23:00: the device's mean where it states one, else its instants.
    private static decimal?[] Hours(TimeSpan rhythm, AirPollutant pollutant, IEnumerable<Reading> readings)
    {
        var hours = new decimal?[HoursOfDay];
        foreach (var hour in readings.Where(r => r.Key.Source is ReadingSource.Automatic).GroupBy(r => ChinaTime.StartOfHour(r.Key.Start)))
        {
            var mean = hour.FirstOrDefault(r => AirJudge.IsHourMeanOfAnItem(r.Key));
            hours[hour.Key.Hour] = mean is not null ? NumberOf(pollutant, mean) : OfInstants(rhythm, hour.Key, [.. hour.Where(r => AirJudge.IsInstantOfAnItem(SeriesKey.Of(r.Key)))]);
        }

        return hours;
    }

    private static decimal? NumberOf(AirPollutant pollutant, Reading mean) =>
        UnitText.Agrees(mean.Unit, pollutant is AirPollutant.CO ? "mg/m3" : "ug/m3") ? MeasuredValue.Read(mean.Text, mean.Flag).Number : null;

    private static decimal? OfInstants(TimeSpan rhythm, DateTimeOffset hour, IReadOnlyList<Reading> instants)
    {
        if (instants.Count == 0)
        {
            return null;
        }

        var window = AirJudge.WindowOf(SeriesKey.Of(instants[0].Key), hour);
        var aggregate = instants.Aggregate(AggregateWindows.Empty(window, rhythm), (made, reading) => Contribution.Add(made, reading, StationKind.Air));
        return aggregate.Completeness >= LeastCompleteness ? aggregate.Mean : null;
    }
}
