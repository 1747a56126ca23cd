using Monitoring.Storage.Influx;
using Monitoring.Storage.Series;
using Monitoring.Storage.Tests.Series;

namespace Monitoring.Storage.InfluxClient.Tests;

/// <summary>The suite of every series store on a server of InfluxDB 2, which is not among Debian's packages: where one is at hand, name it in the environment.</summary>
public sealed class InfluxClientSeriesTests : SeriesStoreTests
{
    private InfluxClientSeriesStore? store;

    protected override bool KeepsSuperseded => false;

    protected override Task<ISeriesStore> Open()
    {
        var url = Environment.GetEnvironmentVariable("MONITORING_INFLUX2_URL");
        Assert.SkipUnless(url is { Length: > 0 }, "no InfluxDB 2 server: set MONITORING_INFLUX2_URL, _ORG, _BUCKET and _TOKEN");
        store = new InfluxClientSeriesStore(
            new InfluxOptions
            {
                Url = new Uri(url!),
                Organization = Of("ORG"),
                Bucket = Of("BUCKET"),
                Token = Of("TOKEN"),
                Measurement = $"test-{Guid.NewGuid():N}",
            },
            TimeProvider.System);
        return Task.FromResult<ISeriesStore>(store);
    }

    protected override ValueTask Close()
    {
        store?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Of(string name) => Environment.GetEnvironmentVariable($"MONITORING_INFLUX2_{name}") ?? "";
}
