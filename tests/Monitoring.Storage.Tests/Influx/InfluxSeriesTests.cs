using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Storage.Tests.Series;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>The suite of every series store, on InfluxDB 1.6.7.</summary>
public sealed class InfluxSeriesTests(RunningInflux influx) : SeriesStoreTests
{
    private InfluxSeriesStore? store;

    protected override bool KeepsSuperseded => false;

    protected override async Task<ISeriesStore> Open() => store = new InfluxSeriesStore(await influx.NewDatabase(), TimeProvider.System);

    protected override ValueTask Close()
    {
        store?.Dispose();
        return ValueTask.CompletedTask;
    }
}
