using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Storage.Tests.Influx;

namespace Monitoring.Storage.InfluxClient.Tests;

/// <summary>InfluxDB.Client writes what this project's own client writes, at <c>/api/v2/write</c>.</summary>
public sealed class InfluxClientVictoriaTests : VictoriaWriteTests
{
    protected override ISeriesStore Open(InfluxOptions options) => new InfluxClientSeriesStore(options, TimeProvider.System);
}
