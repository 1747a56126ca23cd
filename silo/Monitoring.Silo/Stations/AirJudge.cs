using System.Globalization;
using Monitoring.Compliance.Air;
using Monitoring.Compliance.Certificates;
using Monitoring.Compliance.Periods;
using Monitoring.Contracts;
using Monitoring.Storage;

namespace Monitoring.Silo.Stations;

/// <summary>From the readings of an air station to the inputs of an hour's index.</summary>
internal static class AirJudge
{
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    // GB 3095: an hour of a gas needs 45 minutes.
    private const decimal LeastCompleteness = 0.75m;

    private static readonly IReadOnlyList<(AirPollutant Pollutant, ParameterCode Code)> Pollutants =
        [.. Enum.GetValues<AirPollutant>().Select(p => (p, ParameterCode.Parse(p.Code())))];

    /// <summary>The series whose values are the hours' means as the device states them.</summary>
    public static IEnumerable<SeriesKey> HourMeans { get; } =
        [.. Pollutants.Select(p => new SeriesKey(p.Code, ReadingKind.Mean, Hour, ReadingSource.Automatic))];

    /// <summary>The series whose values make an hour where the device states no mean.</summary>
    public static IEnumerable<SeriesKey> Instants { get; } =
        [.. Pollutants.Select(p => new SeriesKey(p.Code, ReadingKind.Instant, TimeSpan.Zero, ReadingSource.Automatic))];

    public static bool IsHourMeanOfAnItem(ReadingKey key) =>
        key is { Kind: ReadingKind.Mean, Source: ReadingSource.Automatic } && key.Length == Hour && key.Start == ChinaTime.StartOfHour(key.Start)
        && AirPollutants.Of(key.Parameter) is not null;

    public static bool IsInstantOfAnItem(SeriesKey series) =>
        series is { Kind: ReadingKind.Instant, Source: ReadingSource.Automatic } && series.Length == TimeSpan.Zero && AirPollutants.Of(series.Parameter) is not null;

    /// <summary>Judges an hour by the edition in force in the city on its Beijing day.</summary>
    /// <param name="meanOf">The device's mean of a series at the hour, if there is one; it goes before the instants.</param>
    /// <param name="windowOf">The hour of a series of instants.</param>
    public static (AirVerdict Verdict, Certificate Certificate) At(
        DateTimeOffset hour, string? cityCode, Func<ReadingKey, Reading?> meanOf, Func<WindowKey, Aggregate?> windowOf) =>
        AirIndexCertificate.Certify(InputsAt(hour, cityCode, meanOf, windowOf));

    /// <summary>The certificate of a verdict that was given on the same values.</summary>
    public static Certificate EvidenceOf(StoredVerdict verdict, Func<ReadingKey, Reading?> meanOf, Func<WindowKey, Aggregate?> windowOf) =>
        AirIndexCertificate.Of(InputsAt(verdict.At, verdict.CityCode, meanOf, windowOf), verdict.Version);

    private static AirIndexInputs InputsAt(DateTimeOffset hour, string? cityCode, Func<ReadingKey, Reading?> meanOf, Func<WindowKey, Aggregate?> windowOf)
    {
        var values = new List<AirValue>();
        foreach (var (pollutant, code) in Pollutants)
        {
            var item = new AirItem(pollutant, Averaging.OneHour);
            if (meanOf(new ReadingKey(code, ReadingKind.Mean, hour, Hour, ReadingSource.Automatic)) is { } mean)
            {
                values.Add(new AirValue(item, mean.Text, mean.Flag, mean.Unit));
            }
            else if (windowOf(WindowOf(new SeriesKey(code, ReadingKind.Instant, TimeSpan.Zero, ReadingSource.Automatic), hour)) is { Mean: { } computed } window
                && window.Completeness >= LeastCompleteness)
            {
                values.Add(new AirValue(item, computed.ToString(CultureInfo.InvariantCulture), DataMark.Normal));
            }
        }

        return new AirIndexInputs { Period = Period.HourOf(hour), CityCode = cityCode, Values = values };
    }

    public static WindowKey WindowOf(SeriesKey series, DateTimeOffset hour) => new(series, AggregateResolution.Hour, hour);
}
