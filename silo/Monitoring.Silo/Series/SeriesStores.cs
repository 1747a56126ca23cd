using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
#if FULL_FEED
using Monitoring.Storage.InfluxClient;
#endif

namespace Monitoring.Silo.Series;

/// <summary>The series stores of this build.</summary>
internal static class SeriesStores
{
    public static IReadOnlyCollection<SeriesKind> Kinds { get; } =
    [
        SeriesKind.Influx,
#if FULL_FEED
        SeriesKind.InfluxClient,
#endif
    ];

    public static ISeriesStore Make(SeriesKind? kind, InfluxOptions options, TimeProvider clock) => kind switch
    {
#if FULL_FEED
        SeriesKind.InfluxClient => new InfluxClientSeriesStore(options, clock),
#endif
        _ => new InfluxSeriesStore(options, clock),
    };
}
