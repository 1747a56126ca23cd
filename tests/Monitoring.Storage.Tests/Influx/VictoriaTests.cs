using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;

namespace Monitoring.Storage.Tests.Influx;

/// <summary>At <c>/write</c>.</summary>
public sealed class VictoriaV1Tests : VictoriaWriteTests
{
    protected override ISeriesStore Open(InfluxOptions options) => new InfluxSeriesStore(options, TimeProvider.System);
}

/// <summary>At <c>/api/v2/write</c>.</summary>
public sealed class VictoriaV2Tests : VictoriaWriteTests
{
    protected override ISeriesStore Open(InfluxOptions options)
    {
        options.Api = InfluxApi.V2;
        return new InfluxSeriesStore(options, TimeProvider.System);
    }
}
