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
    public static IReadOnlyList<ParameterCode> Parameters { get; } = [.. Enum.GetValues<AirPollutant>().Select(p => ParameterCode.Parse(p.Code()))];

    /// <summary>What the site has of each Beijing day; a day without any valid item is not there.</summary>
    public static Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>> Of(TimeSpan rhythm, string? cityCode, IReadOnlyList<Reading> readings)
    {
        var days = new Dictionary<DateOnly, IReadOnlyDictionary<AirItem, decimal>>();
        foreach (var day in readings.GroupBy(r => ChinaTime.DayOf(r.Key.Start)))
        {
            if (EditionCatalogue.Default.AirStatisticsAt(day.Key, cityCode) is { } edition && Items(rhythm, day, edition) is { Count: > 0 } items)
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

            foreach (var item in SiteDayConcentrations.Of(pollutant, Hours(rhythm, pollutant, ofItem, edition), edition))
            {
                if (item.Value is { } value)
                {
                    items[item.Item] = value;
                }
            }
        }

        return items;
    }

    // Hour 1 to 24, by their starts 00:00 to 23:00: the device's mean where it states one, else its instants.
    private static decimal?[] Hours(TimeSpan rhythm, AirPollutant pollutant, IEnumerable<Reading> readings, AirStatisticsEdition edition)
    {
        var hours = new decimal?[AirHours.OfDay];
        foreach (var hour in readings.Where(r => r.Key.Source is ReadingSource.Automatic).GroupBy(r => ChinaTime.StartOfHour(r.Key.Start)))
        {
            hours[hour.Key.Hour] = hour.FirstOrDefault(r => AirJudge.IsHourMeanOfAnItem(r.Key)) is { } mean
                ? NumberOf(pollutant, mean)
                : AirHours.OfInstants(hour.Key, [.. Instants(hour)], rhythm, edition).Mean;
        }

        return hours;
    }

    private static decimal? NumberOf(AirPollutant pollutant, Reading mean) =>
        UnitText.Agrees(mean.Unit, pollutant is AirPollutant.CO ? "mg/m3" : "ug/m3") ? MeasuredValue.Read(mean.Text, mean.Flag).Number : null;

    private static IEnumerable<(DateTimeOffset At, decimal? Value)> Instants(IEnumerable<Reading> hour) =>
        hour.Where(r => AirJudge.IsInstantOfAnItem(SeriesKey.Of(r.Key))).Select(r => (r.Key.Start, Contribution.Of(r, StationKind.Air)));
}
